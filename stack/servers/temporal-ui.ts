import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { StackError } from '../stack-error.ts';

/** The address at which the UI asks for its settings. */
const SETTINGS = /^\/api\/v1\/settings(?:\?|$)/;
/** Headers of an answer that say how its body is sent: it is sent anew. */
const OF_THE_BODY = ['content-length', 'content-encoding', 'transfer-encoding', 'etag'];

interface FrontOptions {
  port: number;
  /** The port of the UI itself. */
  uiPort: number;
  /** Where staff sign in. */
  consoleUrl: string;
}

/**
 * Serves the Temporal UI with settings changed for which the CLI has no flags: the browser sends its cookies when the UI
 * has payloads decoded. So whoever is signed in to the console reads them, and nobody has to set that up in a browser.
 * @returns the function that stops it
 */
export async function serveTemporalUi({
  port,
  uiPort,
  consoleUrl,
}: FrontOptions): Promise<() => Promise<void>> {
  const server = createServer((asked, answer) => {
    const isSettings = SETTINGS.test(asked.url ?? '');
    const headers = { ...asked.headers, ...(isSettings && { 'accept-encoding': 'identity' }) };
    const passed = request(
      { host: '127.0.0.1', port: uiPort, method: asked.method, path: asked.url, headers },
      (ui) => (isSettings ? void answerSettings(ui, answer, consoleUrl) : answerAsItIs(ui, answer)),
    );
    passed.on('error', () => answer.headersSent || answer.writeHead(502).end());
    answer.on('close', () => passed.destroy());
    asked.pipe(passed);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new StackError(`The Temporal UI has no port: ${error.message}`)));
    server.listen(port, '127.0.0.1', resolve);
  });
  server.unref();
  return () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}

function answerAsItIs(ui: IncomingMessage, answer: ServerResponse): void {
  answer.writeHead(ui.statusCode ?? 502, ui.headers);
  ui.on('error', () => answer.destroy());
  ui.pipe(answer);
}

async function answerSettings(
  ui: IncomingMessage,
  answer: ServerResponse,
  consoleUrl: string,
): Promise<void> {
  try {
    const pieces: Buffer[] = [];
    for await (const piece of ui) pieces.push(piece as Buffer);
    const body = readableByStaff(Buffer.concat(pieces).toString(), consoleUrl);
    const headers = Object.entries(ui.headers).filter(([name]) => !OF_THE_BODY.includes(name));
    answer.writeHead(ui.statusCode ?? 502, Object.fromEntries(headers)).end(body);
  } catch {
    answer.destroy();
  }
}

/** Has the UI send cookies to the codec, and say where to sign in; what is no settings stays as it is. */
export function readableByStaff(settings: string, consoleUrl: string): string {
  let read: { Codec?: object };
  try {
    read = JSON.parse(settings) as { Codec?: object };
  } catch {
    return settings;
  }
  return JSON.stringify({
    ...read,
    Codec: {
      ...read.Codec,
      IncludeCredentials: true,
      DefaultErrorMessage: '请先登录工作人员控制台。 Sign in to the staff console first.',
      DefaultErrorLink: consoleUrl,
    },
  });
}
