// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingsfile.h"
#include "settingstext.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestSettingsText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneKeyIsChangedAndNothingElse_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QStringList>("values");
        QTest::addColumn<QByteArray>("after");
        const auto row
            = [](const char *name, const QByteArray &before, const QString &key, const QStringList &values,
                 const QByteArray &after) { QTest::newRow(name) << before << key << values << after; };
        const QString url = u"api-url"_s;
        const QString steps = u"generate.steps"_s;
        row("new file", "", url, {u"http://studio"_s}, "api-url: http://studio\n");
        row("new key", "format: json\n", url, {u"http://a"_s}, "format: json\napi-url: http://a\n");
        row("no line end", "format: json", url, {u"http://a"_s}, "format: json\napi-url: http://a\n");
        row("another value", "# mine\napi-url: http://old\nformat: json\n", url, {u"http://a"_s},
            "# mine\napi-url: http://a\nformat: json\n");
        row("comment behind", "api-url: http://old   # the old one\n", url, {u"http://a"_s},
            "api-url: http://a   # the old one\n");
        row("comment behind quotes", "api-url: \"http://old#1\" # x\n", url, {u"http://a"_s},
            "api-url: http://a # x\n");
        row("a sign that is no comment", "api-url: http://old/#1\n", url, {u"http://a"_s},
            "api-url: http://a\n");
        row("empty value", "api-url:\nformat: json\n", url, {u"http://a"_s},
            "api-url: http://a\nformat: json\n");
        row("in capitals and quotes", "\"API-URL\" : x\n", url, {u"http://a"_s}, "\"API-URL\" : http://a\n");
        row("behind its explanation", "#format: table\n#api-url: http://localhost:7801\n#output:\n", url,
            {u"http://a"_s},
            "#format: table\n#api-url: http://localhost:7801\napi-url: http://a\n#output:\n");
        row("number", "generate:\n  steps: 20\n  width: 5\n", steps, {u"30"_s},
            "generate:\n  steps: 30\n  width: 5\n");
        row("wrong value", "generate:\n  steps: many\n", steps, {u"30"_s}, "generate:\n  steps: 30\n");
        row("new below", "generate:\n    width: 5 # wide\n# end\nformat: json\n", steps, {u"30"_s},
            "generate:\n    width: 5 # wide\n    steps: 30\n# end\nformat: json\n");
        row("first below", "generate:\nformat: json\n", steps, {u"30"_s},
            "generate:\n  steps: 30\nformat: json\n");
        row("below its explanation", "generate:\n  #steps: 20\n  #width: 512\n", steps, {u"30"_s},
            "generate:\n  #steps: 20\n  steps: 30\n  #width: 512\n");
        row("new group", "format: json\n", steps, {u"30"_s}, "format: json\ngenerate:\n  steps: 30\n");
        row("group in one line", "generate: {width: 5}\n", steps, {u"30"_s},
            "generate: {width: 5}\ngenerate.steps: 30\n");
        row("with a dot", "generate.steps: 20\n", steps, {u"30"_s}, "generate.steps: 30\n");
        row("its other name", "generate:\n  length: 64\n", u"generate.height"_s, {u"128"_s},
            "generate:\n  length: 128\n");
        row("list", "generate:\n  loras:\n    - a\n    # b was here\n    - c\n\n  steps: 20\n",
            u"generate.loras"_s, {u"fog"_s, u"grain:0.5"_s},
            "generate:\n  loras: [fog, grain:0.5]\n\n  steps: 20\n");
        row("list that is not indented", "generate:\n  loras:\n  - a\n  - c\n  steps: 20\n",
            u"generate.loras"_s, {u"fog"_s}, "generate:\n  loras: [fog]\n  steps: 20\n");
        row("list in one line", "generate:\n  loras: [a, b] # two\n", u"generate.loras"_s, {u"fog"_s},
            "generate:\n  loras: [fog] # two\n");
        row("folded text", "output: >\n  a\n  b\nformat: json\n", u"output"_s, {u"c"_s},
            "output: c\nformat: json\n");
        row("a word that means something else", "", u"output"_s, {u"yes"_s}, "output: \"yes\"\n");
        row("a number that is text", "", u"api-key"_s, {u"0123"_s}, "api-key: \"0123\"\n");
        row("quotes, colons and a line end", "", u"auth-header"_s, {u"a \"b\": c # d \\\n\u00e9"_s},
            "auth-header: \"a \\\"b\\\": c # d \\\\\\n\u00e9\"\n");
        row("unknown keys stay", "wishes: {a: [1, 2]}\nx: y\n", u"quiet"_s, {u"true"_s},
            "wishes: {a: [1, 2]}\nx: y\nquiet: true\n");
    }
    void oneKeyIsChangedAndNothingElse()
    {
        QFETCH(QByteArray, before);
        QFETCH(QString, key);
        QFETCH(QStringList, values);
        SettingsText text(before, u"/c.yaml"_s);
        const Result<> changed = text.set(*findSettingKey(key), values);
        QVERIFY2(changed, changed ? "" : qPrintable(changed.error().sentence()));
        QTEST(text.text(), "after");
    }

    void whatCannotBeChangedIsLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("all in one line") << QByteArray("{api-url: http://old, format: json}\n");
        QTest::newRow("no YAML") << QByteArray("api-url: [http\n");
        QTest::newRow("a list") << QByteArray("- a\n- b\n");
        QTest::newRow("two documents") << QByteArray("format: json\n---\nformat: yaml\n...\n");
        QTest::newRow("question mark") << QByteArray("? api-url\n: http://old\n");
    }
    void whatCannotBeChangedIsLeftAlone()
    {
        QFETCH(QByteArray, text);
        SettingsText settings(text, u"/c.yaml"_s);
        for (const QString &key : {u"api-url"_s, u"generate.steps"_s}) {
            if (const Result<> changed = settings.set(*findSettingKey(key), {u"1"_s}); !changed) {
                QCOMPARE(changed.error().kind, Error::Kind::Usage);
                QVERIFY(changed.error().message.contains("/c.yaml"_L1));
                QCOMPARE(settings.text(), text);
                return;
            }
        }
        // What was accepted must say both.
        const auto read = parseSettings(settings.text(), u"/c.yaml"_s);
        QVERIFY(read);
        QCOMPARE(read->last().values, QStringList{u"1"_s});
    }

    void keysAreRemoved_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<bool>("wasThere");
        QTest::newRow("there") << QByteArray("# a\nswarm-token: t # b\nformat: json\n")
                               << QByteArray("# a\nformat: json\n") << true;
        QTest::newRow("not there") << QByteArray("format: json\n") << QByteArray("format: json\n") << false;
        QTest::newRow("alone") << QByteArray("swarm-token: t\n") << QByteArray() << true;
    }
    void keysAreRemoved()
    {
        QFETCH(QByteArray, before);
        SettingsText text(before, u"/c.yaml"_s);
        const Result<bool> removed = text.remove(*findSettingKey(u"swarm-token"_s));
        QVERIFY(removed);
        QTEST(*removed, "wasThere");
        QTEST(text.text(), "after");
    }

    void theExplainedFileSetsNothingAndTakesAll()
    {
        const auto read = parseSettings(SettingsText::explained(), u"/c.yaml"_s);
        QVERIFY(read);
        QVERIFY(read->isEmpty());
        SettingsText text(SettingsText::explained(), u"/c.yaml"_s);
        for (const SettingKey &key : settingKeys()) {
            QVERIFY2(
                SettingsText::explained().contains(key.name.mid(key.name.lastIndexOf(u'.') + 1).latin1()),
                key.name.latin1());
            QVERIFY(text.set(key, {u"1"_s}));
        }
        QCOMPARE(parseSettings(text.text(), u"/c.yaml"_s)->size(), settingKeys().size());
    }
};

QTEST_GUILESS_MAIN(TestSettingsText)
#include "tst_settingstext.moc"
