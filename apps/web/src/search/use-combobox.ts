// A text field with a list of suggestions, by the ARIA pattern: the field keeps the focus, arrow keys walk the list.
import { type KeyboardEvent, useId, useState } from 'react';

interface ComboboxOptions {
  /** How many suggestions there are. */
  count: number;
  onChoose: (index: number) => void;
}

/** What is typed stays typed: only Enter on a suggestion, or a click on one, chooses it. */
export function useCombobox({ count, onChoose }: ComboboxOptions) {
  const id = useId();
  const [isWanted, setWanted] = useState(false);
  const [active, setActive] = useState(-1);
  const isOpen = isWanted && count > 0;
  const close = () => {
    setWanted(false);
    setActive(-1);
  };
  const choose = (index: number) => {
    close();
    onChoose(index);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // Enter and arrows belong to the input method while it composes a character.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      // One place more than there are suggestions: the field itself.
      const places = count + 1;
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive(isOpen ? ((active + 1 + step + places) % places) - 1 : -1);
      setWanted(true);
    } else if (event.key === 'Escape' && isOpen) {
      // A search field would also be emptied by it.
      event.preventDefault();
      close();
    } else if (event.key === 'Enter' && isOpen && active >= 0) {
      event.preventDefault();
      choose(active);
    }
  };

  return {
    isOpen,
    active,
    close,
    /** Call as the text changes. */
    open: () => {
      setWanted(true);
      setActive(-1);
    },
    fieldProps: {
      role: 'combobox',
      'aria-autocomplete': 'list' as const,
      'aria-expanded': isOpen,
      'aria-controls': `${id}-list`,
      'aria-activedescendant': isOpen && active >= 0 ? `${id}-${active}` : undefined,
      onKeyDown,
      onBlur: close,
    },
    listProps: { id: `${id}-list` },
    optionProps: (index: number) => ({
      id: `${id}-${index}`,
      role: 'option',
      'aria-selected': index === active,
      // The field keeps the focus, and with it a phone its keyboard.
      onMouseDown: (event: { preventDefault(): void }) => event.preventDefault(),
      onMouseMove: () => setActive(index),
      onClick: () => choose(index),
    }),
  };
}
