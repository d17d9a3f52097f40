/** Reads the token of the mailed link that led here; `-` stands for none, so that the server says what is wrong. */
export function linkToken(): string {
  return new URLSearchParams(location.search).get('token') || '-';
}
