import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import { alwaysSecondFactor, KEPT_ROLES, SCOPE_KINDS } from '../../../../../domain/staff/account-levels.ts';
import { may, PERMISSIONS, STAFF_ROLES, type StaffRole } from '../../../../../domain/staff/permissions.ts';
import { Card } from '../../../ui/Card.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { STAFF_PAGES } from '../../lib/pages.ts';
import { staffMeQuery } from '../../lib/queries.ts';
import { StaffLink } from '../../ui/StaffLink.tsx';
import { useRightsWords } from './words.ts';

/** The one table of who may do what, in plain words. */
export function RightsPage() {
  const words = useRightsWords();
  const frame = useConsoleWords();
  const { data: me } = useQuery(staffMeQuery);
  return (
    <div className="page">
      <PageHead title={frame.pages.rights}>
        <p>{words.intro}</p>
        {me && STAFF_PAGES.examples.permissions.some((permission) => may(me.role, permission)) && (
          <StaffLink to={STAFF_PAGES.examples.path}>{frame.pages.examples}</StaffLink>
        )}
      </PageHead>
      {STAFF_ROLES.toSorted((a, b) => Number(b === me?.role) - Number(a === me?.role)).map((role) => (
        <Card
          key={role}
          title={frame.roles[role]}
          aside={role === me?.role ? <Tag>{words.mine}</Tag> : undefined}
        >
          <RoleFacts role={role} />
        </Card>
      ))}
    </div>
  );
}

function RoleFacts({ role }: { role: StaffRole }) {
  const words = useRightsWords();
  const frame = useConsoleWords();
  const named = (roles: readonly StaffRole[]) => roles.map((one) => frame.roles[one]).join(words.join);
  const keepers = STAFF_ROLES.filter((one) => KEPT_ROLES[one].includes(role));
  return (
    <>
      <Facts
        items={[
          [words.scope, words.scopes[SCOPE_KINDS[role]]],
          [words.factor, alwaysSecondFactor(role) ? words.factorAlways : words.factorChosen],
          [words.keptBy, named(keepers) || words.operator],
          [words.keeps, named(KEPT_ROLES[role]) || words.nobody],
        ]}
      />
      <h3>{words.can}</h3>
      <ul>
        {PERMISSIONS[role].map((permission) => (
          <li key={permission}>{words.permissions[permission]}</li>
        ))}
      </ul>
    </>
  );
}
