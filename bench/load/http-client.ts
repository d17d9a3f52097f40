import { Agent, request as send } from 'node:http';

export interface Request {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface Response {
  status: number;
  body: Buffer;
  headers: Record<string, string | string[] | undefined>;
}

export type HttpClient = ReturnType<typeof createHttpClient>;

/** Speaks HTTP over connections that stay open, with less work of its own than `fetch`. */
export function createHttpClient(connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    request({ method, url, headers = {}, body }: Request): Promise<Response> {
      return new Promise((resolve, reject) => {
        const sent = send(url, {
          method,
          agent,
          headers: {
            ...headers,
            ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }),
          },
        });
        sent.once('error', reject);
        sent.once('response', (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              body: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks),
              headers: response.headers,
            }),
          );
        });
        sent.end(body);
      });
    },
    close: () => agent.destroy(),
  };
}
