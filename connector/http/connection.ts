// A client with what belongs to it, as those who use it see it.
import type { ApiClient } from '../model/api.js';
import type { Download, DownloadOptions } from '../model/download.js';
import type { Notice } from '../model/notice.js';

export interface Connection {
  client: ApiClient;
  /** Replaces every known secret in a text, tokens that were issued on the way among them. */
  scrub: (text: string) => string;
  /** Seconds by which the server's clock is ahead; undefined where calls are not signed. */
  clockOffsetSeconds(signal?: AbortSignal): Promise<number | undefined>;
  /** Faults on the way that do no harm to what is loaded. */
  warnings(): Notice[];
  /** A file that a link of the API leads to, from another host and without credentials. */
  download(link: string, options: DownloadOptions): Promise<Download>;
  close(): Promise<void>;
}
