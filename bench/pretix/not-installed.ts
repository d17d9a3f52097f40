/** The thing compared with cannot be installed here; the rest of the bench goes on. */
export class NotInstalled extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'NotInstalled';
  }
}
