// Where the pages live on their host: "" at its root, or a path prefix such as "/lookalike" behind a proxy.

/** As the server wrote it into the page (BASE_PATH); never ends with a slash. */
export const basePath: string =
  (typeof document === 'undefined'
    ? null
    : document.querySelector<HTMLMetaElement>('meta[name="base-path"]')?.content) ?? '';

/** The address of a route of the API, such as `/api/search`, on this host. */
export const apiUrl = (path: string): string => basePath + path;
