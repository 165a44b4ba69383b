import { Button } from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { ask } from '../api/client';
import type { Icon, ResourceKind } from '../api/types';
import { ResourceIcon } from '../portal/ResourceIcon';
import { faultOf, reasonOf } from '../words/problem';
import { LabelledField } from './parts/Field';

const LARGEST = 256 * 1024;
const TYPES = ['image/png', 'image/svg+xml'];

interface Props {
  readonly name: string;
  readonly kind: ResourceKind;
  readonly icon: string | null;
  readonly change: (icon: Icon | null) => void;
  readonly fault: string | null;
}

/** A resource's icon, with a file of one's own in its place if wanted. */
export function IconField({ name, kind, icon, change, fault }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const upload = useMutation({
    mutationFn: async (file: File) => {
      if (!TYPES.includes(file.type)) {
        throw new UnsuitableFile('This is no PNG or SVG file.');
      }
      if (file.size > LARGEST) {
        throw new UnsuitableFile('This file is too large (at most 256 KiB).');
      }
      return ask<Icon>('POST', '/api/v1/admin/icons', file);
    },
    onSuccess: change,
  });
  return (
    <LabelledField id="icon" label="Icon" fault={wordsOf(upload.error) ?? fault} help="PNG or SVG, at most 256 KiB.">
      <div className="usher-cell-icon">
        <ResourceIcon key={icon} name={name || '?'} kind={kind} icon={icon} size={40} />
        <input
          ref={input}
          id="icon"
          type="file"
          hidden
          accept={TYPES.join(',')}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) {
              upload.mutate(file);
            }
          }}
        />
        <Button variant="secondary" size="sm" isLoading={upload.isPending} onClick={() => input.current?.click()}>
          Choose a file…
        </Button>
        {icon && (
          <Button variant="link" size="sm" onClick={() => change(null)}>
            Remove the icon
          </Button>
        )}
      </div>
    </LabelledField>
  );
}

class UnsuitableFile extends Error {}

function wordsOf(problem: Error | null): string | null {
  if (problem === null) {
    return null;
  }
  return problem instanceof UnsuitableFile ? problem.message : (faultOf(problem, 'icon') ?? reasonOf(problem));
}
