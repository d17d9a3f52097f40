/** The beginnings of keys that standards and libraries print in their examples; others are counted up. */
const PUBLISHED = [
  // AES: FIPS 197 and SP 800-38A.
  '2b7e151628aed2a6abf7158809cf4f3c',
  '8e73b0f7da0e6452c810f32b809079e5',
  '603deb1015ca71be2b73aef0857d7781',
  // GCM, and its siblings in other standards.
  'feffe9928665731c6d6a8f9467308308',
  'e3c08a8f06c6e3ad95a70557b23f7548',
  '1c9240a5eb55d38af333888604f6b5f0',
  // Curve25519 and Ed25519: RFC 7748 and 8032.
  '77076d0a7318a57d3c16c17251b26645',
  '5dab087e624a8a4b79e17f8b83800ee6',
  'a546e36bf0527c9d3b16154b82465edd',
  '9d61b19deffd5a60ba844af492ec2cc4',
  '4ccd089b28ff96da9db6c346ec114e0f',
];
/** Keys that were cut in two are known by either half; a random key meets one once in 10^17. */
const KNOWN_BY = 16;

const KNOWN = PUBLISHED.flatMap((hex) => [hex.slice(0, KNOWN_BY), hex.slice(KNOWN_BY)]);

/** Tells whether a secret, as it is, in hex or in base64, is one that everybody finds in the books. */
export function isPublished(secret: string): boolean {
  const forms = [secret.toLowerCase(), Buffer.from(secret, 'base64').toString('hex')];
  return forms.some((form) => KNOWN.some((known) => form.includes(known)));
}
