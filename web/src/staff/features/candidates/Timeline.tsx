import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { Table } from '../../../ui/Table.tsx';
import { EXPORTS, finished, saveFile, serverFiles } from '../../lib/export-files.ts';
import { ActorName } from './ActorName.tsx';
import { timelineQuery } from './candidate-queries.ts';
import { useDossierWords } from './dossier-words.ts';

/** Has the timeline made as a file, and hands it over. */
function TimelineFile({ id }: { id: string }) {
  const words = useDossierWords();
  const { language } = useWords();
  const queryClient = useQueryClient();
  const making = useMutation({
    mutationFn: async () => {
      const file = await answer(
        client.api.staff.candidates[':id'].timeline.exports.$post({ param: { id }, query: { language } }),
      );
      const { id: fileId, fileName } = await finished(file);
      saveFile(fileName, await serverFiles.take(fileId));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: EXPORTS }),
  });
  return (
    <>
      <Button pending={making.isPending} onClick={() => making.mutate()}>
        {words.asFile}
      </Button>
      <ProblemNotice error={making.error} />
    </>
  );
}

/** What happened to a candidate, with who and when. */
export function TimelineCard({ id }: { id: string }) {
  const words = useDossierWords();
  const { pick } = useWords();
  const { data, error } = useQuery(timelineQuery(id));
  return (
    <Card title={words.timeline} aside={data && data.events.length > 0 && <TimelineFile id={id} />}>
      <ProblemNotice error={error} />
      {!data && !error && <Skeleton />}
      {data && !data.isWhole && (
        <Notice tone="info">
          <p>{words.notWhole}</p>
        </Notice>
      )}
      {data?.events.length === 0 && <p className="empty">{words.noEvents}</p>}
      {data && data.events.length > 0 && (
        <Table
          caption={words.timeline}
          heads={[words.moment, words.event, words.by]}
          rows={data.events.map(({ at, text, by, position }) => ({
            key: position,
            cells: [<Moment key="at" at={at} />, pick(text), <ActorName key="by" actor={by} />],
          }))}
        />
      )}
    </Card>
  );
}
