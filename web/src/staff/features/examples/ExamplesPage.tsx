import { PageHead } from '../../../ui/PageHead.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { BatchExample, FormExample, TwoPeopleExample, UploadExample } from './ActionExamples.tsx';
import { ListExample } from './ListExample.tsx';
import { useExampleWords } from './words.ts';

/**
 * The parts that pages of the console are made of, each once and with made-up data. It is for the centre, which shows people
 * how to work here: the real parts in the real build, where nothing is asked of the server and nothing can be broken.
 */
export function ExamplesPage() {
  const words = useExampleWords();
  const frame = useConsoleWords();
  return (
    <div className="page">
      <PageHead title={frame.pages.examples}>
        <p>{words.intro}</p>
      </PageHead>
      <ListExample />
      <FormExample />
      <TwoPeopleExample />
      <UploadExample />
      <BatchExample />
    </div>
  );
}
