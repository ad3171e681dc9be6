// A category path that a shop writes as one text.

/** `Bath > Taps` and the like; a slash or a bar parts two names only between spaces. */
export function splitCategory(path: string): string[] {
  return path.split(/\s*[>›»]\s*|\s+[/|]\s+/).filter((part) => part !== '');
}
