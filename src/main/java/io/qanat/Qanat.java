package io.qanat;

/** The program. */
public final class Qanat {
    private Qanat() {}

    public static void main(String[] args) {
        System.out.println("x");
    }
}
