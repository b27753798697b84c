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

import type { Page } from '@playwright/test';

/** Longer than any change of theme or size takes; what moves longer than that moves for ever. */
const STILL_MS = 1_000;

/** Until nothing on the page moves or fades any more. */
export async function untilStill(page: Page): Promise<void> {
  await page.evaluate(async longestMs => {
    // A change of theme or size begins its transitions with the next frame.
    await new Promise(requestAnimationFrame);
    const moving = document.getAnimations().filter(
      ({ playState, timeline }) =>
        playState === 'running' &&
        // What follows the scrolling never finishes, and moves with nothing else.
        timeline === document.timeline,
    );
    await Promise.race([
      Promise.allSettled(moving.map(({ finished }) => finished)),
      new Promise(resolve => setTimeout(resolve, longestMs)),
    ]);
  }, STILL_MS);
}

/** As a reader of Arabic or Hebrew has it, or as everybody else. */
export async function setDirection(
  page: Page,
  direction: 'ltr' | 'rtl',
): Promise<void> {
  await page.evaluate(dir => {
    document.documentElement.dir = dir;
  }, direction);
  await untilStill(page);
}

/**
 * Texts of which a box around them, or the edge of the screen, hides a part.
 * Digits are replaced, since they count on.
 */
export async function cutOffTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cut = new Set<string>();
    const range = document.createRange();
    const texts = document.createTreeWalker(
      document.body,
      NodeFilter.SHOW_TEXT,
    );
    while (texts.nextNode()) {
      const node = texts.currentNode;
      const text = node.textContent?.trim();
      if (text && node.parentElement?.checkVisibility()) {
        range.selectNodeContents(node);
        if (isCut(range.getBoundingClientRect(), node.parentElement)) {
          cut.add(text.replace(/\d+/g, '#'));
        }
      }
    }
    return [...cut];

    function isCut(text: DOMRect, inside: Element): boolean {
      let seen = text;
      for (
        let box: Element | null = inside;
        box !== null;
        box = box.parentElement
      ) {
        const { overflowX } = getComputedStyle(box);
        if (overflowX === 'auto' || overflowX === 'scroll') {
          // The rest can be scrolled to, as far as the box itself is seen.
          seen = box.getBoundingClientRect();
        } else if (
          overflowX !== 'visible' &&
          isBeyond(seen, box.getBoundingClientRect())
        ) {
          return true;
        }
      }
      return isBeyond(seen, new DOMRect(0, 0, window.innerWidth, 0));
    }

    function isBeyond(inner: DOMRect, outer: DOMRect): boolean {
      return (
        inner.width > 0 &&
        (inner.left < outer.left - 1 || inner.right > outer.right + 1)
      );
    }
  });
}
