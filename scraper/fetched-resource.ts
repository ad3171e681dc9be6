// What is asked of the fetcher for one address, and what it gives back.

export interface FetchRequest {
  etag?: string | null;
  lastModified?: string | null;
  maxBytes?: number;
  accept?: string;
  signal?: AbortSignal;
}

export interface FetchedResource {
  /** The address that answered, after redirects. */
  url: string;
  status: number;
  /** True for 304; `body` is then empty. */
  notModified: boolean;
  /** MIME type in lower case without parameters. */
  contentType: string | null;
  /** The charset parameter of Content-Type, in lower case. */
  charset: string | null;
  etag: string | null;
  lastModified: string | null;
  /** Whole, with any content encoding undone. */
  body: Buffer;
}
