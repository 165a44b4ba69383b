import { Alert, Button, Form, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { faultOf, generalFault } from '../../words/problem';

interface Props {
  readonly title: string;
  readonly description?: ReactNode;
  /** The word on the button that saves. */
  readonly action: string;
  readonly save: () => Promise<unknown>;
  readonly close: () => void;
  /** The fields that show their own faults. */
  readonly fields: readonly string[];
  readonly children: (faultIn: (field: string) => string | null) => ReactNode;
  readonly variant?: 'small' | 'medium';
}

/** A form in a dialog: it saves, closes when that worked, and shows what is wrong where it is wrong. */
export function FormDialog({ title, description, action, save, close, fields, children, variant = 'small' }: Props) {
  const form = useId();
  const body = useRef<HTMLDivElement>(null);
  const saving = useMutation({ mutationFn: save, onSuccess: close });
  const general = generalFault(saving.error, fields);
  useEffect(() => {
    if (saving.error) {
      body.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  }, [saving.error]);
  return (
    <Modal
      isOpen
      onClose={close}
      variant={variant}
      aria-labelledby={`${form}-title`}
      elementToFocus={`[id='${form}'] :is(input, textarea)`}
    >
      <ModalHeader title={title} labelId={`${form}-title`} description={description} />
      <ModalBody>
        <div ref={body}>
          <Form
            id={form}
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              saving.mutate();
            }}
          >
            {general && <Alert isInline variant="danger" title={general} />}
            {children((field) => faultOf(saving.error, field))}
          </Form>
        </div>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form={form} isLoading={saving.isPending} isDisabled={saving.isPending}>
          {action}
        </Button>
        <Button variant="link" onClick={close}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
