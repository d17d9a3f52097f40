import type { EducationLevel } from '../../../domain/roll.ts';
import { useWords } from '../i18n/index.ts';
import type { Roll } from '../lib/api-types.ts';
import { Facts } from './Facts.tsx';

/** Every field of a roll entry. */
export function RollFacts({ roll }: { roll: Roll }) {
  const { t, pick } = useWords();
  const { campus } = roll;
  return (
    <Facts
      items={[
        [t('passport.name'), roll.name],
        [t('roll.sex'), t(`roll.${roll.sex}`)],
        [t('passport.idType'), t(`idTypes.${roll.idType}`)],
        [t('passport.idNumber'), roll.idNumber],
        [t('roll.school'), `(${campus.school.code})${pick(campus.school.name)}`],
        [t('roll.campus'), `(${campus.code})${pick(campus.name)}`],
        [t('roll.educationLevel'), t(`educationLevels.${roll.educationLevel as EducationLevel}`)],
        [t('roll.lengthOfSchooling'), t('roll.years', { years: roll.lengthOfSchooling })],
        [t('roll.yearOfEntry'), roll.yearOfEntry],
        [t('roll.grade'), t('roll.gradeNumber', { grade: roll.grade })],
        [t('roll.department'), roll.department],
        [t('roll.major'), roll.major],
        [t('roll.className'), roll.className],
        [t('roll.studentNumber'), roll.studentNumber],
        [t('roll.remarks'), roll.remarks],
      ]}
    />
  );
}
