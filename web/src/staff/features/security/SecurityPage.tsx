import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { answer, client } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { type SignInCalls, SignInList } from '../../../ui/SignInList.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { useOwnSecurityWords } from '../../lib/own-security-words.ts';
import { useStaffWords } from '../../lib/words.ts';
import { Enrolment } from '../../ui/Enrolment.tsx';
import { PasswordForm } from '../../ui/PasswordForm.tsx';
import { RecoveryCodes } from '../../ui/RecoveryCodes.tsx';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { EmailCard } from './EmailCard.tsx';

const FACTOR = ['staffSecondFactor'];
const CALLS: SignInCalls = {
  list: () => answer(client.api.staff.me['sign-ins'].$get()),
  end: (id) => answer(client.api.staff.me['sign-ins'][':id'].$delete({ param: { id } })),
  endOthers: () => answer(client.api.staff.me['sign-ins'].$delete()),
};

/** A member of staff's own password, authenticator and sign-ins. */
export function SecurityPage() {
  const frame = useConsoleWords();
  const words = useOwnSecurityWords();
  const staffWords = useStaffWords();
  const [passwordChanged, setPasswordChanged] = useState(0);
  return (
    <div className="page">
      <PageHead title={frame.pages.security} />
      <EmailCard />
      <FactorCard />
      <Card title={words.changePassword}>
        <div aria-live="polite">
          {passwordChanged > 0 && <Notice tone="good">{words.passwordChanged}</Notice>}
        </div>
        <div className="form">
          <PasswordForm key={passwordChanged} onChanged={() => setPasswordChanged(passwordChanged + 1)} />
        </div>
      </Card>
      <Card title={words.signIns}>
        <SignInList calls={CALLS} advice={<p>{staffWords.signInsAdvice}</p>} note={words.signInsNote} />
      </Card>
    </div>
  );
}

function FactorCard() {
  const words = useOwnSecurityWords();
  const queryClient = useQueryClient();
  const [doing, setDoing] = useState<'enrol' | 'codes' | null>(null);
  const factor = useQuery({
    queryKey: FACTOR,
    queryFn: () => answer(client.api.staff.me['second-factor'].$get()),
  });
  function done() {
    setDoing(null);
    void queryClient.invalidateQueries({ queryKey: FACTOR });
  }
  return (
    <Card title={words.factor}>
      <ProblemNotice error={factor.error} />
      {factor.isPending && <Skeleton />}
      {factor.data && (
        <p>
          {factor.data.enrolled ? words.enrolled(factor.data.recoveryCodesLeft) : words.notEnrolled}{' '}
          {factor.data.required && words.required}
        </p>
      )}
      {doing === 'enrol' && (
        <div className="form">
          <Enrolment onDone={done} onCancel={() => setDoing(null)} />
        </div>
      )}
      {doing === 'codes' && (
        <div className="form">
          <NewCodes onDone={done} onCancel={() => setDoing(null)} />
        </div>
      )}
      {factor.data && doing === null && (
        <div className="actions">
          <Button onClick={() => setDoing('enrol')}>
            {factor.data.enrolled ? words.replace : words.enrolNow}
          </Button>
          {factor.data.enrolled && <Button onClick={() => setDoing('codes')}>{words.newCodes}</Button>}
        </div>
      )}
    </Card>
  );
}

function NewCodes({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const words = useOwnSecurityWords();
  const renew = useMutation({
    mutationFn: (json: { password: string }) => answer(client.api.staff.me['recovery-codes'].$post({ json })),
  });
  if (renew.data) return <RecoveryCodes codes={renew.data.recoveryCodes} onKept={onDone} />;
  return (
    <>
      <p>{words.newCodesText}</p>
      <StaffForm<{ password: string }>
        submit={words.newCodes}
        pending={renew.isPending}
        error={renew.error}
        onSubmit={renew.mutate}
        onCancel={onCancel}
      >
        <Form.Item name="password" label={words.currentPassword}>
          <Input.Password required autoComplete="current-password" visibilityToggle={false} />
        </Form.Item>
      </StaffForm>
    </>
  );
}
