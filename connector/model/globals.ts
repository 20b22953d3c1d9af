// Names that TypeScript knows from the types of Node or of browsers. A project with neither can use the library all the same.

declare global {
  interface AbortSignal {}
}

export {};
