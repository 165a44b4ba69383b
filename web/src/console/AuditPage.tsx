import { Bullseye, Button, Label, SearchInput } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { ask } from '../api/client';
import type { AuditFact, AuditOutcome } from '../api/types';
import { isKnownReason, reasonWords } from '../words/reasons';
import { momentOf } from '../words/time';
import { ConsolePage } from './parts/ConsolePage';
import { Empty } from './parts/Empty';

const PAGE = 100;

const OUTCOMES: Readonly<Record<AuditOutcome, { word: string; color: 'green' | 'orange' | 'red' }>> = {
  done: { word: 'Done', color: 'green' },
  refused: { word: 'Refused', color: 'orange' },
  failed: { word: 'Failed', color: 'red' },
};

/** Who did what. */
export function AuditPage() {
  const [actor, setActor] = useState('');
  const [action, setAction] = useState('');
  const filter = useDeferredValue(
    `actor=${encodeURIComponent(actor.trim())}&action=${encodeURIComponent(action.trim())}`,
  );
  const facts = useInfiniteQuery({
    queryKey: ['admin', 'audit', filter],
    queryFn: ({ pageParam }) =>
      ask<AuditFact[]>('GET', `/api/v1/admin/audit?limit=${PAGE}&${filter}${pageParam ? `&before=${pageParam}` : ''}`),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.length < PAGE ? undefined : last.at(-1)?.id),
    placeholderData: keepPreviousData,
  });
  const all = facts.data?.pages.flat() ?? [];
  return (
    <ConsolePage
      title="Audit"
      actions={
        <>
          <SearchInput
            aria-label="Filter by actor"
            placeholder="Who"
            value={actor}
            onChange={(_event, value) => setActor(value)}
            onClear={() => setActor('')}
          />
          <SearchInput
            aria-label="Filter by action"
            placeholder="What, such as user.sign-in"
            value={action}
            onChange={(_event, value) => setAction(value)}
            onClear={() => setAction('')}
          />
        </>
      }
    >
      {facts.isSuccess && all.length === 0 ? (
        <Empty title="Nothing to see">
          {actor || action ? 'No entry matches the filter.' : 'Every sign-in, launch and change is kept here.'}
        </Empty>
      ) : (
        <div className="usher-card">
          <Table aria-label="Audit log" variant="compact">
            <Thead>
              <Tr>
                <Th>When</Th>
                <Th>Who</Th>
                <Th>What</Th>
                <Th>To what</Th>
                <Th>Outcome</Th>
                <Th>More</Th>
              </Tr>
            </Thead>
            <Tbody>
              {all.map((fact) => (
                <FactRow key={fact.id} fact={fact} />
              ))}
            </Tbody>
          </Table>
        </div>
      )}
      {facts.hasNextPage && (
        <Bullseye>
          <Button variant="secondary" isLoading={facts.isFetchingNextPage} onClick={() => void facts.fetchNextPage()}>
            Older
          </Button>
        </Bullseye>
      )}
    </ConsolePage>
  );
}

function FactRow({ fact }: { readonly fact: AuditFact }) {
  const outcome = OUTCOMES[fact.outcome];
  const details = Object.entries(fact.details);
  return (
    <Tr>
      <Td dataLabel="When">{momentOf(fact.at)}</Td>
      <Td dataLabel="Who">
        {fact.actor}
        {fact.address && <div className="usher-subtle">{fact.address}</div>}
      </Td>
      <Td dataLabel="What">{fact.action}</Td>
      <Td dataLabel="To what">{fact.object}</Td>
      <Td dataLabel="Outcome">
        <Label isCompact color={outcome.color}>
          {outcome.word}
        </Label>
        {fact.reason && (
          <div className="usher-subtle">
            {isKnownReason(fact.reason) ? reasonWords(fact.reason).title : fact.reason}
          </div>
        )}
      </Td>
      <Td dataLabel="More" className="usher-subtle">
        {details.map(([name, value]) => `${name}: ${value}`).join(', ')}
      </Td>
    </Tr>
  );
}
