import type { EducationLevel } from '../../../domain/roll/roll.ts';
import { useWords } from '../i18n/index.ts';
import type { Roll } from '../lib/api-types.ts';
import { Facts } from './Facts.tsx';
import { Status } from './Status.tsx';

/** Every field of a roll entry. Fields that differ from how they were before are marked. */
export function RollFacts({ roll, before = roll }: { roll: Roll; before?: Roll | undefined }) {
  const { t } = useWords();
  const fieldsOf = useRollFields();
  const old = new Map(fieldsOf(before));
  return (
    <Facts
      items={fieldsOf(roll).map(([label, value]) => [
        label,
        old.get(label) === value ? (
          value
        ) : (
          <>
            {value} <Status tone="caution">{t('roll.changed')}</Status>
          </>
        ),
      ])}
    />
  );
}

function useRollFields(): (roll: Roll) => [label: string, value: string][] {
  const { t, coded } = useWords();
  return (roll) => {
    const { campus } = roll;
    return [
      [t('passport.name'), roll.name],
      [t('roll.sex'), t(`roll.${roll.sex}`)],
      [t('passport.idType'), t(`idTypes.${roll.idType}`)],
      [t('passport.idNumber'), roll.idNumber],
      [t('roll.school'), coded(campus.school)],
      [t('roll.campus'), coded(campus)],
      [t('roll.educationLevel'), t(`educationLevels.${roll.educationLevel as EducationLevel}`)],
      [t('roll.lengthOfSchooling'), t('roll.years', { years: roll.lengthOfSchooling })],
      [t('roll.yearOfEntry'), roll.yearOfEntry],
      [t('roll.grade'), t('roll.gradeNumber', { grade: roll.grade })],
      [t('roll.department'), roll.department],
      [t('roll.major'), roll.major],
      [t('roll.className'), roll.className],
      [t('roll.studentNumber'), roll.studentNumber],
      [t('roll.remarks'), roll.remarks],
    ];
  };
}
