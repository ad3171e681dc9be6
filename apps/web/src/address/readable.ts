// Writes parameters so that people can read them.

/** These may stand in a query as they are, and `like:12` is easier to read than `like%3A12`. */
export function readable(params: URLSearchParams): string {
  return params.toString().replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%2C', ',');
}
