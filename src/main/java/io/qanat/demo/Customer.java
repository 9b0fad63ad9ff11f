package io.qanat.demo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * A customer of the shop as a Java object, for routes that work with objects: Jackson reads it, Avro's reflection writes it.
 * Fields that it doesn't name are left out. Not thread-safe.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class Customer {
    private long id;
    private @Nullable String name;
    private @Nullable String email;
    private boolean newsletter;

    /** The customer's number. */
    public long getId() {
        return id;
    }

    /** See {@link #getId}. */
    public void setId(long id) {
        this.id = id;
    }

    /** First and last name. */
    public @Nullable String getName() {
        return name;
    }

    /** See {@link #getName}. */
    public void setName(@Nullable String name) {
        this.name = name;
    }

    /** The address for letters by e-mail; null if there is none. */
    public @Nullable String getEmail() {
        return email;
    }

    /** See {@link #getEmail}. */
    public void setEmail(@Nullable String email) {
        this.email = email;
    }

    /** Whether the customer wants the newsletter. */
    public boolean isNewsletter() {
        return newsletter;
    }

    /** See {@link #isNewsletter}. */
    public void setNewsletter(boolean newsletter) {
        this.newsletter = newsletter;
    }
}
