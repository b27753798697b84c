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
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { useState } from 'react';
import { type Facet, type Filters } from '../../data/audit/filters';
import type { Namer } from '../../data/audit/names';
import { useAuditText } from '../../translations/useAuditText';
import { ChoiceField } from './ChoiceField';
import { PeriodField } from './PeriodField';
import { SearchedField } from './SearchedField';
import { TextFilterField } from './TextFilterField';
import { YesNoField } from './YesNoField';
import commonStyles from '../common/common.module.css';

/** Asks for one filter with the input that fits it. */
export function FilterDialog(props: {
  facet: Facet;
  filters: Filters;
  nameOf: Namer;
  rows: AccessRequest[];
  onApply: (filters: Filters) => void;
  onClose: () => void;
}) {
  const { facet, filters, nameOf, rows, onApply, onClose } = props;
  const t = useAuditText();
  const [draft, setDraft] = useState(filters);
  const apply = () => {
    onApply(draft);
    onClose();
  };
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
      <DialogHeader>{t(`audit.facet.${facet}`)}</DialogHeader>
      <DialogBody className={commonStyles.dialogBody}>{field()}</DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('audit.filter.cancel')}
        </Button>
        <Button variant="primary" onPress={apply}>
          {t('audit.filter.apply')}
        </Button>
      </DialogFooter>
    </Dialog>
  );

  function field() {
    const common = { filters: draft, onChange: setDraft };
    switch (facet) {
      case 'status':
      case 'endReason':
      case 'usage':
        return <ChoiceField {...common} facet={facet} />;
      case 'overdue':
      case 'wasOverdue':
      case 'automatic':
        return <YesNoField {...common} facet={facet} />;
      case 'access':
      case 'created':
        return <PeriodField {...common} facet={facet} />;
      case 'reason':
      case 'ticket':
        return <TextFilterField {...common} facet={facet} onEnter={apply} />;
      default:
        return (
          <SearchedField
            {...common}
            facet={facet}
            nameOf={nameOf}
            rows={rows}
          />
        );
    }
  }
}
