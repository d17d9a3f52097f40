import { and, eq } from 'drizzle-orm';
import { collegeOf, type Scope } from '../../domain/scopes.ts';
import type { Reader } from '../reader.ts';
import { candidates, provinces, schools } from '../schema/index.ts';
import { isTitled } from '../titled.ts';

const PROVINCE_LENGTH = 2;

/** Tells whether there is such a province, school or college, which a school has if its roll names it; everything (`*`) there is. */
export async function scopeExists(db: Reader, scope: Scope): Promise<boolean> {
  if (scope === '*') return true;
  const college = collegeOf(scope);
  if (college) {
    const named = and(
      eq(candidates.schoolCode, college.schoolCode),
      isTitled(candidates.college, college.name),
    );
    return (await db.select({ id: candidates.id }).from(candidates).where(named).limit(1)).length > 0;
  }
  const { code } = scope.length === PROVINCE_LENGTH ? provinces : schools;
  const table = scope.length === PROVINCE_LENGTH ? provinces : schools;
  return (await db.select({ code }).from(table).where(eq(code, scope)).limit(1)).length > 0;
}
