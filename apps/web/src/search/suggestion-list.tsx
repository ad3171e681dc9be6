// The suggestions under the search field: each with what it is, and a product with its photo.
import type { Suggestion } from '../api/answers.ts';
import { SearchIcon, TagIcon } from '../frame/icons.tsx';
import { Photo } from '../results/photo.tsx';
import { strings } from '../strings/strings.ts';
import type { useCombobox } from './use-combobox.ts';

interface SuggestionListProps extends Pick<ReturnType<typeof useCombobox>, 'listProps' | 'optionProps'> {
  suggestions: Suggestion[];
}

export function SuggestionList({ suggestions, listProps, optionProps }: SuggestionListProps) {
  return (
    <div className="suggestions" {...listProps} role="listbox" aria-label={strings.search.suggestions}>
      {suggestions.map((suggestion, index) => (
        <div
          key={`${suggestion.type} ${suggestion.productId ?? suggestion.label}`}
          className="suggestion"
          {...optionProps(index)}
        >
          <span className="suggestion-sign">
            <Sign {...suggestion} />
          </span>
          <span className="suggestion-label">{suggestion.label}</span>
          <span className="suggestion-kind">{kindText(suggestion)}</span>
        </div>
      ))}
    </div>
  );
}

function Sign({ type, image }: Suggestion) {
  if (type === 'product') return <Photo image={image} alt="" eager />;
  return type === 'query' ? <SearchIcon /> : <TagIcon />;
}

function kindText({ type, count }: Suggestion): string {
  const kind = strings.search.kinds[type];
  return count === null || type === 'query' ? kind : `${kind}, ${strings.search.products(count)}`;
}
