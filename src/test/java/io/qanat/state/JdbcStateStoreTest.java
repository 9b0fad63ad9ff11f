package io.qanat.state;

import io.qanat.testserver.Postgres;
import org.junit.jupiter.api.BeforeEach;

class JdbcStateStoreTest extends StateStoreContract {
    private String url;

    @Override
    String setting() {
        return url + "?user=" + Postgres.USER;
    }

    @Override
    StateStore another() {
        return JdbcStateStore.open(url, Postgres.USER, "secret");
    }

    @BeforeEach
    @Override
    void openStore() throws Exception {
        url = Postgres.newDatabase();
        super.openStore();
    }
}
