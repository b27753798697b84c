/*
 * Copyright 2026 The Elevated Access Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import { createMockDirectory } from '@backstage/backend-test-utils';
import { gzipSync } from 'node:zlib';
import { anEvent, logOf } from '../audit/__testUtils__/logOf';
import { CommandError } from './Terminal';
import { parseInvocation } from './usage';
import { verify } from './verify';

jest.setTimeout(60_000);

const directory = createMockDirectory();

const lines = logOf(
  ['one', 'two', 'three', 'four'].map(type => anEvent({ type })),
);

const hashOf = (line: string): string => JSON.parse(line).hash;

describe('elevated-access verify', () => {
  const said: string[] = [];
  const terminal = {
    out: (line: string) => said.push(line),
    err: (line: string) => said.push(line),
  };

  const run = async (content: string | Buffer, ...args: string[]) => {
    directory.setContent({ 'events.jsonl': content });
    said.length = 0;
    const file = directory.resolve('events.jsonl');
    const invocation = parseInvocation(['verify', file, ...args]);
    if (invocation.command !== 'verify') {
      throw new Error('parsed as something else');
    }
    return verify(invocation.options, { terminal });
  };

  const export_ = (some: readonly string[]) => `${some.join('\n')}\n`;

  it('says that an intact log is, with its last event', async () => {
    await expect(run(export_(lines))).resolves.toBe(0);
    expect(said[0]).toBe(`intact: 4 events, head 4 ${hashOf(lines[3])}`);
  });

  it('says what it says nothing of, unless it is told how the log ended', async () => {
    await expect(run(export_(lines.slice(0, 3)))).resolves.toBe(0);
    expect(said.slice(1)).toEqual([
      expect.stringMatching(/^Nothing is said of events behind 3.*--head/),
    ]);
    await expect(
      run(export_(lines), '--head', `4:${hashOf(lines[3])}`),
    ).resolves.toBe(0);
    expect(said).toHaveLength(1);
  });

  it.each([
    ['deleted', [0, 2, 3], 2],
    ['deleted at the begin', [1, 2, 3], 1],
    ['reordered', [0, 2, 1, 3], 2],
    ['doubled', [0, 1, 1, 2, 3], 3],
  ])('finds an event that was %s', async (_, order, seq) => {
    await expect(run(export_(order.map(at => lines[at])))).resolves.toBe(1);
    expect(said[0]).toMatch(new RegExp(`^BROKEN at event ${seq}\\.`));
  });

  it('finds an event that was changed', async () => {
    const changed = lines.map(line => line.replace('"three"', '"thrEe"'));
    await expect(run(export_(changed))).resolves.toBe(1);
    expect(said[0]).toMatch(/^BROKEN at event 3\./);
  });

  it('finds a member that stands there twice', async () => {
    const changed = lines.map(line =>
      line.replace('"type":"two"', '"type":"too","type":"two"'),
    );
    await expect(run(export_(changed))).resolves.toBe(1);
    expect(said[0]).toMatch(/^BROKEN at event 2\./);
  });

  it('finds a cut-off end by the head that is known from elsewhere', async () => {
    const head = ['--head', `4:${hashOf(lines[3])}`];
    await expect(run(export_(lines), ...head)).resolves.toBe(0);
    await expect(run(export_(lines.slice(0, 2)), ...head)).resolves.toBe(1);
    expect(said[0]).toMatch(/^BROKEN at event 3\. The end is cut off/);
  });

  describe('with anchors that were kept elsewhere', () => {
    const anchorOf = (line: string, log = lines[0]) => {
      const { seq, hash } = JSON.parse(line);
      return `{"at":"2026-11-22T12:00:00.000Z","hash":"${hash}","log":"${hashOf(
        log,
      )}","seq":${seq}}`;
    };
    const runWith = (
      some: readonly string[],
      anchors: string,
      after?: string,
    ) => {
      directory.setContent({
        'anchors.jsonl': anchors,
        'events.jsonl': export_(some),
      });
      said.length = 0;
      return verify(
        {
          file: directory.resolve('events.jsonl'),
          anchors: [directory.resolve('anchors.jsonl')],
          ...(after ? { after: JSON.parse(after) } : {}),
        },
        { terminal },
      );
    };

    it('says how many hold, wherever they are written', async () => {
      const anchors = [
        anchorOf(lines[1]),
        `2026-11-22 info: Event log anchor ${anchorOf(lines[2])}`,
        `{"message":${JSON.stringify(
          `Event log anchor ${anchorOf(lines[3])}`,
        )}}`,
        'something else',
      ].join('\n');
      await expect(runWith(lines, anchors)).resolves.toBe(0);
      expect(said).toEqual([
        expect.stringMatching(/^intact: 4 events, .*, 3 of 3 anchors hold$/),
      ]);
    });

    it('asks of a part of a log no more than it can show, and says so', async () => {
      const [one, two, three, four] = lines.map(line => anchorOf(line));
      const part = lines.slice(2);
      await expect(
        runWith(part, [one, two, four].join('\n'), lines[1]),
      ).resolves.toBe(0);
      expect(said[0]).toMatch(
        /, 2 of 3 anchors hold, 1 of an event before those verified$/,
      );
      await expect(runWith(part, two, lines[1])).resolves.toBe(0);
      expect(said[0]).toMatch(/, 1 of 1 anchors hold$/);
      await expect(runWith(part, three, lines[1])).resolves.toBe(0);
      await expect(runWith(part, one, lines[1])).rejects.toMatchObject({
        exitCode: 2,
        message: expect.stringMatching(/anchor.* behind event 2/),
      });
    });

    it('compares an anchor of the very event that the part follows', async () => {
      const anew = logOf(
        ['one', 'TWO', 'three', 'four'].map(type => anEvent({ type })),
      );
      await expect(
        runWith(anew.slice(2), anchorOf(lines[1]), anew[1]),
      ).resolves.toBe(1);
      expect(said[0]).toMatch(/^BROKEN at event 2\. .* written anew/);
    });

    it('finds a log that was cut off, or written anew as a whole', async () => {
      await expect(
        runWith(lines.slice(0, 2), anchorOf(lines[3])),
      ).resolves.toBe(1);
      expect(said[0]).toMatch(/^BROKEN at event 3\. The end is cut off/);

      const anew = logOf(
        ['one', 'TWO', 'three', 'four'].map(type => anEvent({ type })),
      );
      await expect(runWith(anew, anchorOf(lines[2]))).resolves.toBe(1);
      expect(said[0]).toMatch(/^BROKEN at event 3\. .* written anew/);
    });

    it('says that a file has none, and that they are of several logs', async () => {
      await expect(runWith(lines, 'nothing\n')).rejects.toThrow(/no anchors/);
      await expect(
        runWith(
          lines,
          `${anchorOf(lines[1])}\n${anchorOf(lines[1], lines[2])}\n`,
        ),
      ).rejects.toThrow(/2 different logs/);
    });
  });

  it('says that the logs of two installations were put together', async () => {
    const others = logOf(
      ['a', 'b', 'c', 'd'].map(type => anEvent({ type, id: 'other' })),
    );
    await expect(run(export_([...lines, ...others]))).resolves.toBe(1);
    expect(said[0]).toMatch(/^BROKEN at event 5\. .*two installations/);
    await expect(
      run(export_([...lines.slice(0, 2), ...others.slice(2)])),
    ).resolves.toBe(1);
    expect(said[0]).toMatch(/^BROKEN at event 3\. .*another installation/);
  });

  it('takes a part of a log that begins behind a known event', async () => {
    await expect(
      run(export_(lines.slice(2)), '--after', `2:${hashOf(lines[1])}`),
    ).resolves.toBe(0);
    expect(said[0]).toMatch(/^intact: 2 events, head 4 /);
    await expect(
      run(export_(lines.slice(2)), '--after', `2:${hashOf(lines[0])}`),
    ).resolves.toBe(1);
  });

  it('holds the head of a part against the event that the part follows', async () => {
    const part = export_(lines.slice(2));
    const after = ['--after', `2:${hashOf(lines[1])}`];
    await expect(
      run(part, ...after, '--head', `2:${hashOf(lines[1])}`),
    ).resolves.toBe(0);
    await expect(
      run(part, ...after, '--head', `2:${hashOf(lines[0])}`),
    ).resolves.toBe(1);
    expect(said[0]).toMatch(/^BROKEN at event 2\./);
    await expect(
      run(part, ...after, '--head', `1:${hashOf(lines[0])}`),
    ).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/--head .* behind event 2/),
    });
  });

  it.each<[string, string | Buffer, RegExp]>([
    ['is empty', '', /is empty/],
    ['ends in the middle of a line', lines.join('\n'), /middle of a line/],
    ['is compressed', gzipSync(export_(lines)), /gunzip/],
    ['has a line that is not JSON', `${lines[0]}\noops\n`, /Line 2 .* JSON/],
    ['has an empty line', `${lines[0]}\n\n${lines[1]}\n`, /Line 2/],
    ['has something else in a line', '{"seq":1}\n', /Line 1/],
    ['is not text', Buffer.from([0xff, 0xfe, 0x0a]), /UTF-8/],
    ['has no line ends', Buffer.alloc(17 * 1024 * 1024, 'a'), /a line of more/],
  ])('says in one line that a file %s', async (_, content, reason) => {
    const error = await run(content).catch(thrown => thrown);
    expect(error).toBeInstanceOf(CommandError);
    expect(error.exitCode).toBe(2);
    expect(error.message).toMatch(reason);
    expect(error.message).not.toContain('\n');
  });

  it('says in one line that there is no file', async () => {
    await expect(
      verify({ file: directory.resolve('none') }, { terminal }),
    ).rejects.toMatchObject({ exitCode: 2 });
  });

  it.each([
    [[]],
    [['explode']],
    [['verify']],
    [['verify', 'a', 'b']],
    [['verify', 'a', '--head', 'nonsense']],
    [['drain', '--quickly']],
    [['drain', '--patience', 'soon']],
    [['recover']],
  ])('refuses %j in one line', argv => {
    try {
      parseInvocation(argv);
      throw new Error('it was taken');
    } catch (error) {
      expect(error).toBeInstanceOf(CommandError);
      expect(error).toMatchObject({
        exitCode: 2,
        message: expect.not.stringContaining('\n'),
      });
    }
  });
});
