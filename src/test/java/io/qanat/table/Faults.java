package io.qanat.table;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A DataSource whose connections break at the n-th step, before or after it was done, and at all that follow. */
final class Faults implements DataSource {
    private static final List<String> STEPS = List.of("execute", "executeUpdate", "executeQuery", "commit");

    /** Makes connections that work. */
    interface Source {
        Connection connect() throws SQLException;
    }

    private final Source source;
    private final boolean after;
    private int left;
    private boolean broken;

    Faults(Source source, int steps, boolean after) {
        this.source = source;
        this.left = steps;
        this.after = after;
    }

    /** Whether every step went well. */
    boolean none() {
        return !broken;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (broken) {
            throw new SQLException("no connection");
        }
        return wrapped(Connection.class, source.connect());
    }

    private <T> T wrapped(Class<T> type, Object target) {
        return type.cast(
                Proxy.newProxyInstance(Faults.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                    if (broken && !method.getName().equals("close")) {
                        throw new SQLException("connection is closed");
                    }
                    boolean fails = STEPS.contains(method.getName()) && left-- <= 0;
                    if (fails && !after) {
                        throw broken();
                    }
                    Object result = call(target, method, args);
                    if (fails) {
                        throw broken();
                    }
                    return result instanceof PreparedStatement
                            ? wrapped(PreparedStatement.class, result)
                            : result instanceof Statement ? wrapped(Statement.class, result) : result;
                }));
    }

    private SQLException broken() {
        broken = true;
        return new SQLException("connection broke");
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return new PrintWriter(System.err, true, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
