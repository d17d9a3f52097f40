import { createHash } from 'node:crypto';

/** What people hash when they are asked for a key: the names of keys, of this platform, of nothing in particular. */
const WORDS = `
a abc abc123 abcd1234 admin administrator alipay app application audit backup bar baz captcha captcha-secret cat cet cet-registration cet4
cet46 cet6 change-me changeit changeme china company correct-horse-battery-staple cow data data-secret database db default demo deploy dev
development dog dragon encryption-key example exam foo foobar guest hello hello-world hunter2 iloveyou index index-secret key letmein local
localhost login master monkey mykey mysecret no nobody none null openssl organisation organization owner p@ssw0rd pass pass-phrase passphrase
passw0rd password payease payload payload-secret pepper platform postgres princess prod production qazwsx 1qaz2wsx qwerty qwerty123 qwertyuiop qwertyuiopasdfgh qwertyuiopasdfghjkl asdfgh asdfghjkl zxcvbn zxcvbnm random registration root
salt school secret secret-key secretkey seed server shadow staging sunshine super-secret supersecret system temp temporal test test-key
testing token top-secret topsecret trustno1 undefined user welcome x xxx yes zhongguo
data-key index-key payload-key audit-key captcha-key data-keys-before index-key-before payload-keys-before audit-keys-before data-key-v1 payease-key
四级 六级 四六级 考试 密码 密钥 报名 测试 演示 学校 大学英语四六级考试
`
  .trim()
  .split(/\s+/);
const ENDINGS = [
  '',
  '1',
  '2',
  '12',
  '123',
  '1234',
  '12345',
  '123456',
  '!',
  '1!',
  '123!',
  '@123',
  '0',
  '01',
  '2024',
  '2025',
  '2026',
  '2027',
];
/** Years are among them. */
const MOST_COUNTED = 9_999;
const ALGORITHMS = ['md5', 'sha1', 'sha256', 'sha512', 'sha3-256'];
/** Characters by which a hash is known; two hashes share them once in 10^19. */
const KNOWN_BY = 16;

/** The shortest word that is looked for inside of a secret: shorter ones are met by chance. */
const SHORTEST_LOOKED_FOR = 3;
/** The fewest characters that are a secret beside words. */
const FEWEST_BESIDE = 8;
const BETWEEN = /[\s._-]+/gu;

let known: Set<string> | undefined;
let lookedFor: RegExp | undefined;

/**
 * Tells whether a secret is words with some digits: parts that are letters or digits alone, or the words that are tried first with little
 * else. Random letters and digits meet no words of that length.
 */
export function isPassPhrase(secret: string): boolean {
  const parts = secret.split(BETWEEN).filter((part) => part !== '');
  if (parts.length > 1 && parts.every((part) => /^(\p{L}+|\d+)$/u.test(part))) return true;
  lookedFor ??= new RegExp(
    WORDS.map((word) => word.replaceAll(/\W/gu, ''))
      .filter((word) => word.length >= SHORTEST_LOOKED_FOR)
      .toSorted((one, other) => other.length - one.length)
      .join('|'),
    'giu',
  );
  const plain = secret.replaceAll(/\W|_/gu, '');
  const beside = plain.replaceAll(lookedFor, '');
  return beside.length < plain.length && (beside.length < FEWEST_BESIDE || /^\d+$/.test(beside));
}

/**
 * Tells whether a key in hex begins like a hash of a word or number that is tried first, whatever its case and however
 * the hash was cut or filled up.
 */
export function isHashOfWord(hex: string): boolean {
  known ??= hashesOfWords();
  return known.has(hex.slice(0, KNOWN_BY).toLowerCase());
}

function hashesOfWords(): Set<string> {
  const hashes = new Set<string>();
  // `echo` adds the end of the line.
  for (const word of triedFirst())
    for (const text of [word, `${word}\n`])
      for (const algorithm of ALGORITHMS)
        hashes.add(createHash(algorithm).update(text).digest('hex').slice(0, KNOWN_BY));
  return hashes;
}

function* triedFirst(): Generator<string> {
  yield '';
  for (let number = 0; number <= MOST_COUNTED; number += 1) yield String(number);
  for (const digits of [
    '12345',
    '123456',
    '1234567',
    '12345678',
    '123456789',
    '1234567890',
    '111111',
    '000000',
    '888888',
  ])
    yield digits;
  for (const word of WORDS) {
    const spellings = ['-', '_', ' ', ''].map((between) => word.replaceAll('-', between));
    for (const spelling of new Set(spellings))
      for (const cased of new Set([
        spelling,
        spelling.toUpperCase(),
        spelling.charAt(0).toUpperCase() + spelling.slice(1),
      ]))
        for (const ending of ENDINGS) yield cased + ending;
  }
}
