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

import express from 'express';
import request from 'supertest';
import { databaseTrouble } from './errors';

describe('what the database throws while it is away', () => {
  const query = 'select "requests".* from "requests" where "id" = $1';
  const answerTo = async (error: Error) => {
    const app = express();
    app.get('/', () => {
      throw error;
    });
    app.use(databaseTrouble);
    const shown: express.ErrorRequestHandler = (problem, _req, res, _next) => {
      res.status(500).json({ code: problem.code, message: problem.message });
    };
    app.use(shown);
    return (await request(app).get('/')).body.code;
  };

  it.each([
    ['a connection that ends', new Error('Connection terminated unexpectedly')],
    [
      'a connection that ends within a statement',
      new Error(`${query} - Connection terminated unexpectedly`),
    ],
    [
      'a rollback on a connection that broke',
      new Error(
        'ROLLBACK - Client has encountered a connection error and is not queryable',
      ),
    ],
    [
      'an administrator who stops it',
      Object.assign(
        new Error('terminating connection due to administrator command'),
        { code: '57P01' },
      ),
    ],
    [
      'nobody listens',
      Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    ],
  ])('is told as such: %s', async (_, error) => {
    expect(await answerTo(error)).toBe('database-unavailable');
  });

  it('is not confused with a fault in a statement, or with a reason that says so', async () => {
    expect(
      await answerTo(
        Object.assign(new Error(`${query} - syntax error`), { code: '42601' }),
      ),
    ).toBe('42601');
    expect(
      await answerTo(
        new Error(`${query} - 'the Connection terminated' is no number`),
      ),
    ).toBeUndefined();
  });
});
