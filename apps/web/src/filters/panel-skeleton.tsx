// Grey shapes of filters, about as high as what follows, so that nothing jumps.
export function PanelSkeleton() {
  return (
    <div className="filter-panel skeleton" aria-hidden="true">
      {[9, 3, 12, 12].map((lines, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the shapes never move
        <div className="facet" key={index} style={{ minHeight: `${lines}rem` }}>
          <i className="skeleton-line skeleton-short" />
          <i className="skeleton-line" />
        </div>
      ))}
    </div>
  );
}
