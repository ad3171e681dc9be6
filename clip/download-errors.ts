// What can go wrong with a download, named by what the caller should do next.

/** The hub can't be reached or won't serve now: go on with a model that is at hand, and try again another day. */
export class HubUnreachable extends Error {
  override readonly name = 'HubUnreachable';
}

/** The hub answers, but not with the file we pinned: trying again won't help, somebody has to look. */
export class BadDownload extends Error {
  override readonly name = 'BadDownload';
}

/** Whoever wants the model has to agree to something first; the message says to what, and how. */
export class NeedsConsent extends Error {
  override readonly name = 'NeedsConsent';
}

/** The connection broke or stalled part way: what has arrived is kept, go on from there. */
export class DownloadCut extends Error {
  override readonly name = 'DownloadCut';
  /** How long the hub asked us to wait; null when it did not say. */
  readonly retryAfterMs: number | null;
  constructor(message: string, options: ErrorOptions & { retryAfterMs?: number | null } = {}) {
    super(message, options);
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
