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

import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { NotModifiedError } from '@backstage/errors';
import { LocationPlace } from './LocationPlace';

const FOLDER = 'https://github.com/octant/policies/tree/main/aws/';

function content(text: string) {
  return async () => Buffer.from(text);
}

/** A repository of these files, in the order of their names the other way round. */
function repository(files: Record<string, string>): {
  reader: jest.Mocked<UrlReaderService>;
} {
  const reader = mockServices.urlReader.mock({
    readTree: async (_, options) => ({
      etag: 'tree-1',
      files: async () =>
        Object.entries(files)
          .filter(([path, text]) =>
            options?.filter
              ? options.filter(path, { size: text.length })
              : true,
          )
          .reverse()
          .map(([path, text]) => ({ path, content: content(text) })),
      archive: async () => {
        throw new Error('unused');
      },
      dir: async () => {
        throw new Error('unused');
      },
    }),
    search: async url => ({
      etag: 'search-1',
      files: Object.entries(files).map(([path, text]) => ({
        url: `${url.replace(/\/[^/]*\*.*$/, '')}/${path}`,
        content: content(text),
      })),
    }),
    readUrl: async () => ({
      etag: 'file-1',
      buffer: content('eligibility: []'),
    }),
  });
  return { reader };
}

function read(
  url: string,
  reader: UrlReaderService,
  etag: string | null = null,
) {
  return new LocationPlace({ url, reader }).read({ etag });
}

describe('LocationPlace', () => {
  it('reads the YAML of a folder in the order of its names, with their addresses', async () => {
    const { reader } = repository({
      'a.yaml': 'a',
      'team/b.yml': 'b',
      'team/b.test.yaml': 'tests',
      '.github/c.yaml': 'c',
      'README.md': 'd',
    });
    await expect(read(FOLDER, reader)).resolves.toEqual({
      etag: 'tree-1',
      files: [
        { name: `${FOLDER}a.yaml`, bytes: Buffer.from('a') },
        { name: `${FOLDER}team/b.yml`, bytes: Buffer.from('b') },
      ],
      problems: [],
    });
  });

  it('refuses a folder with a file that is too big, and does not go on without it', async () => {
    const { reader } = repository({
      'a.yaml': 'a',
      'b.yaml': 'b'.repeat(1_000_001),
    });
    await expect(read(FOLDER, reader)).resolves.toMatchObject({
      files: [],
      problems: [{ file: `${FOLDER}b.yaml`, reason: 'is bigger than 1 MB' }],
    });
  });

  it.each([
    ['no YAML', { 'README.md': 'x' }, 'holds no file that ends in .yaml'],
    [
      'too many files',
      Object.fromEntries([...Array(501)].map((_, i) => [`${i}.yaml`, 'x'])),
      'holds more than 500 files',
    ],
    [
      'too much of it',
      Object.fromEntries(
        [...Array(21)].map((_, i) => [`${i}.yaml`, 'x'.repeat(1_000_000)]),
      ),
      'holds more than 20 MB',
    ],
  ])('refuses a folder with %s', async (_, files, reason) => {
    const { reader } = repository(files);
    await expect(read(FOLDER, reader)).resolves.toMatchObject({
      files: [],
      problems: [{ file: FOLDER, reason: expect.stringContaining(reason) }],
    });
  });

  it.each([
    ['https://github.com/octant/policies/blob/main/a.yaml', 'readUrl'],
    ['https://github.com/octant/policies/blob/main/A.YML', 'readUrl'],
    ['https://dev.azure.com/octant/_git/policies?path=/aws/a.yaml', 'readUrl'],
    ['https://github.com/octant/policies/tree/main/aws', 'readTree'],
    ['https://dev.azure.com/octant/_git/policies?path=/aws', 'readTree'],
    ['https://github.com/octant/policies/blob/main/*/aws.yaml', 'search'],
  ] as const)('reads %s by %s', async (url, way) => {
    const { reader } = repository({ 'a.yaml': 'x' });
    await read(url, reader, 'before');
    for (const each of ['readUrl', 'readTree', 'search'] as const) {
      expect(reader[each]).toHaveBeenCalledTimes(each === way ? 1 : 0);
    }
    expect(reader[way]).toHaveBeenCalledWith(
      url,
      expect.objectContaining({ etag: 'before' }),
    );
  });

  it('says nothing when nothing changed, and fails when it cannot tell', async () => {
    const { reader } = repository({});
    reader.readTree.mockRejectedValueOnce(new NotModifiedError());
    await expect(read(FOLDER, reader, 'tree-1')).resolves.toBeUndefined();
    reader.readTree.mockRejectedValueOnce(new Error('Bad credentials'));
    await expect(read(FOLDER, reader, 'tree-1')).rejects.toThrow(
      'Bad credentials',
    );
  });
});
