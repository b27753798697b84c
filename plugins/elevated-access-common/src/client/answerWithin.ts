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

/** Nothing was answered in time. Its name tells it from other errors. */
class NoAnswerError extends Error {
  name = 'NoAnswerError';
}

/**
 * Waits for work that can be aborted, by whoever asked for it or by the clock.
 * What does not listen to the signal is not waited for either.
 *
 * @param what - is asked for, for the error
 * @param remedy - what to do when there is no answer
 */
export async function answerWithin<T>(
  options: {
    milliseconds: number;
    signal: AbortSignal | undefined;
    what: string;
    remedy: string;
  },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { milliseconds, signal, what, remedy } = options;
  const controller = new AbortController();
  // Not AbortSignal.any and AbortSignal.timeout: browsers that are two years
  // old lack the one, and neither can be taken back once the answer has come.
  const passOn = () => controller.abort(signal?.reason);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new NoAnswerError(
        `${what} was not answered within ${
          milliseconds / 1000
        } seconds. ${remedy}`,
      );
      controller.abort(error);
      reject(error);
    }, milliseconds);
  });
  if (signal?.aborted) {
    passOn();
  }
  signal?.addEventListener('abort', passOn);
  const working = work(controller.signal);
  try {
    return await Promise.race([working, tooLate]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', passOn);
    // Aborted, it fails as well, later, and nobody is there to hear of it.
    working.catch(() => {});
  }
}
