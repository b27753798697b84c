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
 * The same object, with a report of how each call of a method came out; methods
 * for which `nameOf` knows no name are not reported.
 */
export function observed<T extends object, Name>(
  target: T,
  nameOf: (method: string) => Name | undefined,
  report: (name: Name, error?: unknown) => void,
): T {
  return new Proxy(target, {
    get: (_, property) => {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== 'function') {
        return value;
      }
      const name = nameOf(String(property));
      return async (...args: unknown[]) => {
        try {
          const result: unknown = await value.apply(target, args);
          if (name !== undefined) {
            report(name);
          }
          return result;
        } catch (error) {
          if (name !== undefined) {
            report(name, error);
          }
          throw error;
        }
      };
    },
  });
}
