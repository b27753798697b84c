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

import { useApi } from '@backstage/core-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Radio,
  RadioGroup,
} from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { requestExportFormatSchema } from 'backstage-plugin-elevated-access-common';
import { useState } from 'react';
import { elevatedAccessApiRef } from '../../api/elevatedAccessApiRef';
import type { Filters } from '../../data/audit/filters';
import { useExport } from '../../data/audit/useExport';
import { useAuditText } from '../../translations/useAuditText';
import { ExportProgress } from './ExportProgress';
import commonStyles from '../common/common.module.css';

const formats = requestExportFormatSchema.options;

const fileNames = {
  csv: 'requests.csv',
  jsonl: 'requests.jsonl',
  ocsf: 'requests.ocsf.jsonl',
};

/** Takes everything that the question finds away in a file. */
export function ExportButton(props: { filters: Filters }) {
  const t = useAuditText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="secondary"
        size="small"
        iconStart={<RiDownloadLine />}
        onPress={() => setOpen(true)}
      >
        {t('audit.export.open')}
      </Button>
      {isOpen && (
        <ExportDialog filters={props.filters} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

function ExportDialog(props: { filters: Filters; onClose: () => void }) {
  const { filters, onClose } = props;
  const t = useAuditText();
  const api = useApi(elevatedAccessApiRef);
  const { export: state, start, stop } = useExport();
  const [format, setFormat] = useState<(typeof formats)[number]>('csv');
  const isRunning = state.state === 'running';

  const begin = () =>
    start({
      fileName: fileNames[format],
      isCsv: format === 'csv',
      call: signal =>
        api.exportRequests({ ...filters, view: 'all', format }, { signal }),
    });

  return (
    <Dialog
      isOpen
      onOpenChange={isOpen => {
        if (!isOpen) {
          onClose();
        }
      }}
      width="min(480px, 100vw - 32px)"
    >
      <DialogHeader>{t('audit.export.title')}</DialogHeader>
      <DialogBody className={commonStyles.dialogBody}>
        <RadioGroup
          label={t('audit.export.format')}
          value={format}
          isDisabled={isRunning}
          onChange={value =>
            setFormat(formats.find(it => it === value) ?? 'csv')
          }
        >
          {formats.map(it => (
            <Radio key={it} value={it}>
              {t(`audit.export.${it}`)}
            </Radio>
          ))}
        </RadioGroup>
        <ExportProgress state={state} onRetry={begin} />
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={isRunning ? stop : onClose}>
          {leave()}
        </Button>
        {state.state !== 'done' && (
          <Button variant="primary" isPending={isRunning} onPress={begin}>
            {t('audit.export.start')}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );

  function leave(): string {
    if (isRunning) {
      return t('audit.export.stop');
    }
    return state.state === 'idle'
      ? t('audit.export.cancel')
      : t('audit.export.close');
  }
}
