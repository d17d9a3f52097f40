import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withProgress } from '../progress.mjs';
import { StackError } from '../stack-error.ts';
import { archiveClasses } from './class-archive.ts';
import { cacheDirectory, fillCache } from './cache.mjs';
import { diskFull, isDiskFull } from './disk-full.ts';
import { findOnPath, isExecutable } from './find-executable.ts';
import { runCommand } from './run-command.ts';
import { checkServer, downloadServer } from './sdk-download.ts';

const VERSION = '1.38.0';
const ENTRY = `time-skipping-server-${VERSION}-archived`;
const NAME = 'temporal-test-server';
const MAVEN_TIMEOUT_MS = 10 * 60_000;
const COPY_DEPENDENCIES = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>local</groupId>
  <artifactId>time-skipping-server</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-test-server</artifactId>
      <version>${VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;

const ARCHIVE = 'classes.jsa';
const CLASS_PATH = 'lib/*';
const MAIN = 'io.temporal.testserver.TestServer';
/** Java options for a quick start: the SDK gives the server five seconds to come up, also on a busy machine. */
const SOON = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

const SCRIPT = `#!/bin/sh
cd "$(dirname "$0")" || exit 1
exec java ${SOON.join(' ')} -XX:SharedArchiveFile=${ARCHIVE} -cp '${CLASS_PATH}' ${MAIN} "$@"
`;

/** Finds the fetched time-skipping test server. */
export function findTimeSkippingServer(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const path = join(cacheDirectory(environment), ENTRY, NAME);
  return isExecutable(path) ? path : undefined;
}

/** Puts the time-skipping test server into the cache: downloaded by the SDK, else its jars by Maven. */
export async function fetchTimeSkippingServer(): Promise<void> {
  try {
    await withProgress('Downloading the time-skipping test server', () =>
      fillCache(ENTRY, (directory) => downloadServer('time-skipping', 'default', directory, NAME)),
    );
    return;
  } catch (error) {
    if (isDiskFull(error)) throw diskFull();
    console.log('The time-skipping test server cannot be downloaded here.');
  }
  const lacking = ['java', 'mvn'].filter((name) => !findOnPath(name));
  if (lacking.length > 0) {
    throw new StackError(
      `The time-skipping test server can neither be downloaded nor fetched by Maven (no ${lacking.join(', no ')} on PATH): allow access to temporal.download, or install Java 17 and Maven`,
    );
  }
  try {
    await withProgress('Fetching the time-skipping test server with Maven', () => fillCache(ENTRY, copyJars));
  } catch (error) {
    if (isDiskFull(error)) throw diskFull();
    throw new StackError(
      `The time-skipping test server can neither be downloaded nor fetched by Maven (${error instanceof Error ? error.message : error}): check the network`,
      { cause: error },
    );
  }
}

async function copyJars(directory: string): Promise<void> {
  const pom = join(directory, 'pom.xml');
  writeFileSync(pom, POM);
  // Strict checksums: a damaged jar fails here, not in the middle of a test.
  const options = ['--batch-mode', '--strict-checksums', '--file', pom];
  await runCommand(
    'mvn',
    [...options, COPY_DEPENDENCIES, '-DoutputDirectory=lib', '-DincludeScope=runtime'],
    {
      cwd: directory,
      timeoutMs: MAVEN_TIMEOUT_MS,
    },
  );
  rmSync(pom);
  await archiveClasses([...SOON, `-XX:ArchiveClassesAtExit=${ARCHIVE}`, '-cp', CLASS_PATH, MAIN], directory);
  const script = join(directory, NAME);
  writeFileSync(script, SCRIPT, { mode: 0o755 });
  await checkServer('time-skipping', script);
}
