// Requests that a transport has taken and not answered: a server that ends with its input answers them first.
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';

interface Message {
  id?: string | number;
  method?: string;
  params?: { requestId?: string | number };
}

export class OpenRequests {
  readonly #open = new Set<string | number>();
  #whenNone: () => void = () => undefined;

  /** @param transport that a server is connected to */
  constructor(transport: Transport) {
    const { onmessage } = transport;
    const send = transport.send.bind(transport);
    transport.onmessage = (message, extra) => {
      const { id, method, params } = message as Message;
      if (method !== undefined && id !== undefined) this.#open.add(id);
      // Nobody answers it.
      if (method === 'notifications/cancelled') this.#close(params?.requestId);
      onmessage?.(message, extra);
    };
    transport.send = async (message, options) => {
      await send(message, options);
      const { id, method } = message as Message;
      if (method === undefined) this.#close(id);
    };
  }

  /** Resolves when every request is answered. */
  answered(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenNone = resolve;
      if (this.#open.size === 0) resolve();
    });
  }

  #close(id: string | number | undefined): void {
    if (id !== undefined) this.#open.delete(id);
    if (this.#open.size === 0) this.#whenNone();
  }
}
