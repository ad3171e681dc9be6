// What is asked of the fetcher for one address, and what it gives back.

export interface FetchRequest {
  /** As the server gave it, weak ones (`W/"…"`) too. */
  etag?: string | null;
  lastModified?: string | null;
  maxBytes?: number;
  accept?: string;
  signal?: AbortSignal;
  /** Asked for every redirect's target before anything is sent there; false ends the fetch as `RefusedRedirect`. */
  mayFollow?: (url: string) => boolean | Promise<boolean>;
}

export interface ResponseHead {
  /** The address that answered, after redirects. */
  url: string;
  status: number;
  /** True for 304; the body is then empty. */
  notModified: boolean;
  /** MIME type in lower case without parameters. */
  contentType: string | null;
  /** The charset parameter of Content-Type, in lower case. */
  charset: string | null;
  etag: string | null;
  lastModified: string | null;
  /** When the answer began. */
  fetchedAt: Date;
}

export interface FetchedResource extends ResponseHead {
  /** As sent on the wire: heads and bodies of every attempt and redirect. */
  transferredBytes: number;
  /** Whole, with any content encoding undone. */
  body: Buffer;
}

export interface FetchedStream extends ResponseHead {
  /** As sent on the wire so far: heads and bodies of every attempt and redirect. */
  transferredBytes(): number;
  /**
   * With any content encoding undone; to be read once. Throws what `get` throws. It holds one of the host's turns
   * until it ends or the loop over it is left; a stream that is not read at all has to be cancelled.
   */
  body: AsyncIterable<Buffer>;
  /** Ends it, read or not. */
  cancel(): void;
}
