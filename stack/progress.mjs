// Plain JavaScript: the setup uses it before the dependencies are there.

const QUIET_MS = 2_000;
const LINE_EVERY_MS = 15_000;

/**
 * Runs something and, once it takes longer than two seconds, says so: a counting line in a terminal, a line now and
 * then elsewhere.
 */
export async function withProgress(label, work, output = process.stdout) {
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1000);
  let shown = false;
  const show = () => {
    output.write(output.isTTY ? `\r${label} ... ${seconds()} s` : `${label} ... ${seconds()} s\n`);
    shown = true;
  };
  let repeat;
  const first = setTimeout(() => {
    show();
    repeat = setInterval(show, output.isTTY ? 1_000 : LINE_EVERY_MS);
  }, QUIET_MS);
  const clear = () => {
    clearTimeout(first);
    clearInterval(repeat);
    if (shown && output.isTTY) output.write('\r\u001b[K');
  };
  try {
    const result = await work();
    clear();
    if (shown) output.write(`${label}: done in ${seconds()} s\n`);
    return result;
  } catch (error) {
    clear();
    throw error;
  }
}
