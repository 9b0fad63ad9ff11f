package io.qanat.page;

/** One page, as the user said or the answer showed. */
record SinglePage(PageRequest first, String reason) implements Paginator {

    @Override
    public Step after(PageFacts facts) {
        return new Step.End(reason);
    }

    @Override
    public String describe() {
        return "one page: " + reason;
    }
}
