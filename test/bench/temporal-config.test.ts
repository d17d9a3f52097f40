import { expect, test } from 'vitest';
import { dynamicConfig, temporalConfig } from '../../bench/servers/temporal-config.ts';

const port = (grpc: number) => ({ grpc, membership: grpc + 1 });

test('the server keeps its data in PostgreSQL and serves on this machine alone', () => {
  const text = JSON.stringify(
    temporalConfig({
      database: { host: '127.0.0.1', port: 5432, user: 'owner', password: 'secret' },
      ports: { frontend: port(7000), history: port(7010), matching: port(7020), worker: port(7030) },
      dynamicConfigFile: '/tmp/dynamic.yaml',
    }),
  );
  expect(text).toContain('"pluginName":"postgres12"');
  expect(text).not.toContain('sqlite');
  expect(text).not.toContain('0.0.0.0');
  expect(text.match(/"rpcAddress":"([^"]+)"/)?.[1]).toBe('127.0.0.1:7000');
});

test('a changeable setting is a list of values', () => {
  expect(dynamicConfig({ 'history.maxTotalUpdates': 2000 })).toEqual({
    'history.maxTotalUpdates': [{ value: 2000 }],
  });
});
