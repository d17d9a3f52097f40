import { useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input } from 'antd';
import type { PlaceKind } from '../../../../../domain/exam-session/place-codes.ts';
import { schoolCodeOf } from '../../../../../domain/scopes.ts';
import { plainCode } from '../../../../../domain/text/code.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { catalogueQuery } from '../../lib/catalogue-query.ts';
import { useMomentText } from '../../lib/moment-text.ts';
import { useCodeRules } from '../../lib/use-code-rules.ts';
import { NoSubjects } from '../../ui/NoSubjects.tsx';
import { MomentInput } from '../../ui/SettingInputs.tsx';
import { type SeenSettings, type SettingField, SettingsForm } from '../../ui/SettingsForm.tsx';
import { campusesOfQuery, type Place } from './places-query.ts';
import { usePlacesWords } from './words.ts';

interface PlaceFields {
  code: string;
  name: { zh: string; en: string };
  schoolPrintedSubjects: string[];
  writtenCampusCodes: string[];
  oralLetsOut: boolean;
  /** Null: never. */
  oralAdmitsOutsidersFrom: string | null;
}

interface PlaceDialogProps {
  kind: PlaceKind;
  /** The place to be changed; none for a new one. */
  place?: Place;
  /** False where the names are set by somebody else: the school's own settings alone are shown. */
  keepsNames: boolean;
  onClose: () => void;
  onSaved: () => void;
}

/** Adds a place, or changes one. */
export function PlaceDialog({ kind, place, keepsNames, onClose, onSaved }: PlaceDialogProps) {
  const words = usePlacesWords();
  const codes = useCodeRules();
  const { coded } = useWords();
  return (
    <Dialog
      title={place ? words.of(words.change, coded(place)) : words.create(kind)}
      onClose={onClose}
      actions={null}
    >
      <SettingsForm<PlaceFields>
        initialValues={valuesOf(place)}
        version={place?.version ?? 0}
        fields={useFields()}
        submit={words.save}
        save={(values, seen) => send({ kind, place, keepsNames }, values, seen)}
        onSaved={onSaved}
        onCancel={onClose}
      >
        {!place && (
          <Form.Item name="code" label={words.code} extra={words.codeRules[kind]} rules={codes(kind)}>
            <Input required inputMode="numeric" autoComplete="off" />
          </Form.Item>
        )}
        {keepsNames && (
          <>
            <Form.Item name={['name', 'zh']} label={words.nameZh}>
              <Input required autoComplete="off" />
            </Form.Item>
            <Form.Item name={['name', 'en']} label={words.nameEn}>
              <Input required autoComplete="off" />
            </Form.Item>
          </>
        )}
        {kind === 'school' && <SchoolFields />}
        {kind === 'campus' && <CampusFields code={place?.code} />}
      </SettingsForm>
    </Dialog>
  );
}

function SchoolFields() {
  const words = usePlacesWords();
  const { pick } = useWords();
  const { subjects } = useQuery(catalogueQuery).data ?? {};
  return (
    <Form.Item name="schoolPrintedSubjects" label={words.printed} extra={words.printedHint}>
      {subjects?.length === 0 ? (
        <NoSubjects />
      ) : (
        <Checkbox.Group
          className="choices"
          options={subjects?.map(({ code, name }) => ({ value: code, label: `${code} ${pick(name)}` })) ?? []}
        />
      )}
    </Form.Item>
  );
}

function CampusFields({ code: known }: { code: string | undefined }) {
  const words = usePlacesWords();
  const { pick } = useWords();
  const typed = Form.useWatch<string | undefined>('code');
  const code = known ?? plainCode(typed ?? '');
  const campuses = useQuery(campusesOfQuery(schoolCodeOf(code))).data?.places ?? [];
  const others = campuses.filter((campus) => campus.code !== code);
  return (
    <>
      <Form.Item name="writtenCampusCodes" label={words.written}>
        {others.length === 0 ? (
          <p className="muted">{words.noOthers}</p>
        ) : (
          <Checkbox.Group
            className="choices"
            options={others.map((campus) => ({
              value: campus.code,
              label: `${campus.code} ${pick(campus.name)}`,
            }))}
          />
        )}
      </Form.Item>
      <Form.Item name="oralLetsOut" valuePropName="checked">
        <Checkbox>{words.letsOut}</Checkbox>
      </Form.Item>
      <Form.Item name="oralAdmitsOutsidersFrom" label={words.admits} extra={words.admitsHint}>
        <MomentInput />
      </Form.Item>
    </>
  );
}

function valuesOf(place: Place | undefined): Partial<PlaceFields> {
  return {
    ...(place && { name: place.name }),
    schoolPrintedSubjects: place?.schoolPrintedSubjects ?? [],
    writtenCampusCodes: place?.writtenCampusCodes ?? [],
    oralLetsOut: place?.oralLetsOut ?? false,
    oralAdmitsOutsidersFrom: place?.oralAdmitsOutsidersFrom ?? null,
  };
}

function useFields(): Record<string, SettingField> {
  const words = usePlacesWords();
  return {
    nameZh: { label: words.nameZh, name: ['name', 'zh'] },
    nameEn: { label: words.nameEn, name: ['name', 'en'] },
    schoolPrintedSubjects: { label: words.printed, name: 'schoolPrintedSubjects' },
    writtenCampusCodes: { label: words.written, name: 'writtenCampusCodes' },
    oralLetsOut: { label: words.letsOut, name: 'oralLetsOut' },
    oralAdmitsOutsidersFrom: {
      label: words.admits,
      name: 'oralAdmitsOutsidersFrom',
      show: useMomentText(),
    },
  };
}

async function send(
  { kind, place, keepsNames }: Pick<PlaceDialogProps, 'kind' | 'place' | 'keepsNames'>,
  { code, name, schoolPrintedSubjects, ...settings }: PlaceFields,
  seen: SeenSettings,
) {
  const { provinces, schools, campuses } = client.api.staff;
  const to = { param: { code: place?.code ?? plainCode(code) }, query: {} };
  const isNew = !place;
  if (kind === 'province') return answer(provinces[':code'].$put({ ...to, json: { name, ...seen, isNew } }));
  if (kind === 'school') {
    const json = { schoolPrintedSubjects, ...seen };
    return keepsNames
      ? answer(schools[':code'].$put({ ...to, json: { name, ...json, isNew } }))
      : answer(schools[':code'].settings.$put({ ...to, json }));
  }
  const { writtenCampusCodes, oralLetsOut, oralAdmitsOutsidersFrom } = settings;
  const json = { name, writtenCampusCodes, oralLetsOut, oralAdmitsOutsidersFrom, ...seen, isNew };
  return answer(campuses[':code'].$put({ ...to, json }));
}
