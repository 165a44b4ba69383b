import { EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import { useTitle } from './useTitle';

export function NotFound() {
  useTitle('Nothing here');
  return (
    <EmptyState titleText="There is nothing at this address" headingLevel="h1">
      <EmptyStateBody>It may have been mistyped, or what was here has moved.</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Link to="/">Go to your applications</Link>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}
