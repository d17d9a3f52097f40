import { useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { type ComponentProps, useDeferredValue, useId, useState } from 'react';
import { collegeOf, type Scope } from '../../../../domain/scopes.ts';
import { may } from '../../../../domain/staff/permissions.ts';
import { plainCode } from '../../../../domain/text/code.ts';
import { answer, client } from '../../lib/client.ts';
import { staffMeQuery } from '../lib/queries.ts';

interface RollNameInputProps extends ComponentProps<typeof Input> {
  of: 'college' | 'class';
  /** The field of the form that names the school. */
  place?: 'inside' | 'school';
  /** The exam session, where the form has no field for it. */
  session?: string;
}

/** A field for a college, or a class of the chosen one: offers those that the roll has, and takes any other text. */
export function RollNameInput({ of, place = 'inside', session, ...control }: RollNameInputProps) {
  const id = useId();
  const { data: me } = useQuery(staffMeQuery);
  const inside: string | undefined = Form.useWatch(place);
  const typedSession: string | undefined = Form.useWatch('examSession');
  const college: string | undefined = Form.useWatch('college');
  const [isWanted, setWanted] = useState(false);
  const typed = useDeferredValue(String(control.value ?? '').trim());
  const isOne = of === 'college' || college || (me && collegeOf(me.scope as Scope));
  const isOffered = Boolean(isWanted && isOne && me && may(me.role, 'rolls.read'));
  const around = {
    inside,
    examSession: session ?? typedSession,
    college: of === 'class' ? college : undefined,
  };
  const all = useQuery({ ...namesQuery(around), enabled: isOffered });
  const narrowed = useQuery({
    ...namesQuery(around, typed),
    enabled: isOffered && all.data?.more === true && typed !== '',
  });
  const names = narrowed.data?.names ?? all.data?.names ?? [];
  return (
    <>
      <Input {...control} autoComplete="off" list={id} onFocus={() => setWanted(true)} />
      <datalist id={id}>
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  );
}

const CODE = /^\d{5,6}$/;
const SESSION = /^[a-z0-9-]{1,20}$/;

/** Asks for names; what is typed but half is left out, as nothing is wrong yet. */
function namesQuery(
  around: Record<'inside' | 'examSession' | 'college', string | undefined>,
  begins: string | undefined = undefined,
) {
  const { college } = around;
  const [inside, examSession] = [around.inside, around.examSession].map((code) => plainCode(code ?? ''));
  const query = {
    ...(inside && CODE.test(inside) && { inside }),
    ...(examSession && SESSION.test(examSession) && { examSession }),
    ...(college && { college }),
    ...(begins && { begins }),
  };
  return {
    queryKey: ['staffRollNames', query],
    queryFn: () => answer(client.api.staff['roll-names'].$get({ query })),
    staleTime: 60_000,
    retry: false,
  };
}
