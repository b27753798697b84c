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

import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';

/**
 * Where the pages get the time from. Tests put a clock here that moves when
 * they say so.
 */
export interface Clock {
  now(): number;
  /** Calls back about every `ms` milliseconds; returns a function that stops it. */
  every(ms: number, callback: () => void): () => void;
  /** Calls back once, after `ms` milliseconds; returns a function that prevents it. */
  after(ms: number, callback: () => void): () => void;
}

/** How the reader writes times; what is missing comes from the browser. */
export interface TimeStyle {
  zone?: string;
  locale?: string;
}

const systemClock: Clock = {
  now: () => Date.now(),
  every: (ms, callback) => {
    const timer = setInterval(callback, ms);
    return () => clearInterval(timer);
  },
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

const ClockContext = createContext<{
  clock: Clock;
  /** The reader's own, which may be wrong. */
  device: Clock;
  style: TimeStyle;
}>({
  clock: systemClock,
  device: systemClock,
  style: {},
});

export function ClockProvider(props: {
  clock?: Clock;
  zone?: string;
  locale?: string;
  children: ReactNode;
}) {
  const { clock = systemClock, zone, locale } = props;
  const value = useMemo(
    () => ({ clock, device: clock, style: { zone, locale } }),
    [clock, zone, locale],
  );
  return (
    <ClockContext.Provider value={value}>
      {props.children}
    </ClockContext.Provider>
  );
}

/**
 * Lets everything below read the server's time: a countdown by a wrong clock
 * would promise access that is gone. `offset` is how many milliseconds the
 * server is ahead of the device.
 */
export function ServerTime(props: { offset: number; children: ReactNode }) {
  const { offset, children } = props;
  const { device, style } = useContext(ClockContext);
  const value = useMemo(
    () => ({
      clock: offset === 0 ? device : ahead(device, offset),
      device,
      style,
    }),
    [device, style, offset],
  );
  return (
    <ClockContext.Provider value={value}>{children}</ClockContext.Provider>
  );
}

function ahead(clock: Clock, offset: number): Clock {
  return {
    now: () => clock.now() + offset,
    every: (ms, callback) => clock.every(ms, callback),
    after: (ms, callback) => clock.after(ms, callback),
  };
}

/** The reader's own clock, to compare with the server's. */
export function useDeviceClock(): Clock {
  return useContext(ClockContext).device;
}

export function useClock(): Clock {
  return useContext(ClockContext).clock;
}

export function useTimeStyle(): TimeStyle {
  return useContext(ClockContext).style;
}

/**
 * The current time in milliseconds, rounded down to `resolution`: a component
 * renders again only when the rounded time changes.
 */
export function useNow(resolution: number = 1000): number {
  const clock = useClock();
  const subscribe = useCallback(
    (onChange: () => void) => clock.every(Math.min(resolution, 1000), onChange),
    [clock, resolution],
  );
  return useSyncExternalStore(
    subscribe,
    () => Math.floor(clock.now() / resolution) * resolution,
  );
}

/** The value as it was once it stopped changing for `ms` milliseconds. */
export function useDebounced<T>(value: T, ms: number): T {
  const clock = useClock();
  const [settled, setSettled] = useState(value);
  useEffect(() => clock.after(ms, () => setSettled(value)), [clock, ms, value]);
  return settled;
}
