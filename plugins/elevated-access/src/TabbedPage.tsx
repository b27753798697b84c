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

import { useRouteRef } from '@backstage/core-plugin-api';
import {
  appLanguageApiRef,
  BreadcrumbEntry,
  PageLayout,
  pluginHeaderActionsApiRef,
  useApi,
  type IconElement,
} from '@backstage/frontend-plugin-api';
import { RiShieldKeyholeLine } from '@remixicon/react';
import {
  lazy,
  Suspense,
  useCallback,
  useMemo,
  useState,
  type JSX,
  type ReactNode,
} from 'react';
import { Navigate, Route, Routes, useParams } from 'react-router-dom';
import { rootRouteRef } from './routes';

const TranslatedNames = lazy(() =>
  import('./pages').then(m => ({ default: m.TranslatedNames })),
);

const NotFound = lazy(() =>
  import('./pages').then(m => ({ default: m.NotFoundWithHeader })),
);

/** A tab as the framework knows it. */
interface SubPage {
  path: string;
  /** As it was configured, or else in English. */
  title: string;
  icon: IconElement | undefined;
  element: JSX.Element;
}

/** Names in the reader's language by those in English. */
type Names = ReadonlyMap<string, string>;

const english: Names = new Map();

/**
 * The page with its tabs. The framework would draw the same, but takes the
 * names of tabs before a language is known, and draws nothing below them at an
 * address that is no tab's.
 */
export function TabbedPage(props: { title: string; pages: SubPage[] }) {
  const { title, pages } = props;
  const { '*': rest = '' } = useParams();
  const names = useNames();
  const content = useMemo(
    () => names.known && <SubPages pages={pages} names={names.known} />,
    [pages, names.known],
  );
  const page = useLayout(title, pages, names.known ?? english, content);
  const header = useLayout(title, pages, english, null);
  const isKnown =
    rest === '' ||
    pages.some(({ path }) => rest === path || rest.startsWith(`${path}/`));
  return isKnown ? (
    <>
      {/* It draws nothing at any time. */}
      <Suspense fallback={null}>
        <TranslatedNames onKnown={names.learn} />
      </Suspense>
      {page}
    </>
  ) : (
    <Suspense fallback={header}>
      <NotFound />
    </Suspense>
  );
}

/**
 * English readers do not wait for names that they know; for others, what is
 * below the header begins with it, because it would begin anew with other names.
 */
function useNames(): { known: Names | undefined; learn: (to: Names) => void } {
  const { language } = useApi(appLanguageApiRef).getLanguage();
  const [known, setKnown] = useState(language === 'en' ? english : undefined);
  const learn = useCallback(
    (names: Names) =>
      setKnown(before =>
        [...names].every(([name, is]) => (before?.get(name) ?? name) === is)
          ? before ?? english
          : names,
      ),
    [],
  );
  return { known, learn };
}

/**
 * The same element until something in it changes: each time that the framework
 * draws its layout, everything below it is thrown away and begins anew.
 */
function useLayout(
  title: string,
  pages: SubPage[],
  names: Names,
  content: ReactNode,
): JSX.Element {
  const titleLink = useRouteRef(rootRouteRef)();
  const headerActionsApi = useApi(pluginHeaderActionsApiRef);
  return useMemo(
    () => (
      <PageLayout
        title={names.get(title) ?? title}
        icon={<RiShieldKeyholeLine />}
        titleLink={titleLink}
        headerActions={headerActionsApi.getPluginHeaderActions(
          'elevated-access',
        )}
        tabs={pages.map(page => ({
          id: page.path,
          label: names.get(page.title) ?? page.title,
          icon: page.icon,
          href: page.path,
        }))}
      >
        {content}
      </PageLayout>
    ),
    [title, pages, names, content, titleLink, headerActionsApi],
  );
}

function SubPages(props: { pages: SubPage[]; names: Names }) {
  const { pages, names } = props;
  const [first] = pages;
  return (
    <Routes>
      {first && <Route index element={<Navigate to={first.path} replace />} />}
      {pages.map(({ path, title, element }) => (
        <Route
          key={path}
          path={`${path}/*`}
          element={
            <BreadcrumbEntry
              entry={{ label: names.get(title) ?? title, href: path }}
            >
              {element}
            </BreadcrumbEntry>
          }
        />
      ))}
    </Routes>
  );
}
