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

/**
 * Asks for the next item while the last one is worked on, and for no more than
 * that. Stops its source when nobody takes items any more.
 */
export async function* readAhead<T>(
  source: AsyncGenerator<T>,
): AsyncGenerator<T> {
  const ask = () => {
    const item = source.next();
    // Nobody may be left to hear of it.
    item.catch(() => {});
    return item;
  };
  let next = ask();
  try {
    for (;;) {
      const item = await next;
      if (item.done) {
        return;
      }
      next = ask();
      yield item.value;
    }
  } finally {
    // It comes behind what is being read, which nobody has to wait for.
    source.return(undefined).catch(() => {});
  }
}
