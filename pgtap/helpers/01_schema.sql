-- Assertions and fixtures that pgTAP lacks. Sessions that run tests search pgtap, test, public, in this order.

create schema test;

comment on schema test is
    'Helpers of the pgTAP suites: views of the catalogue, assertions, fixtures. Exists in test databases only.';
