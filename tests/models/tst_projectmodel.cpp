// SPDX-License-Identifier: GPL-3.0-or-later
#include "projectmodel.h"
#include "somesession.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

class TestProjectModel : public QObject
{
    Q_OBJECT
private:
    static QString list(const ProjectModel &model)
    {
        QStringList rows;
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row);
            QString line = index.data().toString();
            if (const int count = index.data(ProjectModel::CountRole).toInt(); count > 0)
                line += u' ' + QString::number(count);
            if (index.data(ProjectModel::AttentionRole).toBool())
                line += u'!';
            if (index.data(ProjectModel::GoneRole).toBool())
                line += u" gone"_s;
            rows << line;
        }
        return rows.join(u" | "_s);
    }

private Q_SLOTS:
    void listsWatchedByNameThenOffered()
    {
        SessionModel sessions({.self = SomeSession::self(), .now = &SomeSession::noon});
        ProjectModel model(sessions);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(list(model), u"All projects"_s);
        model.setOffered({{u"/a/icons"_s, 2}});
        model.setWatched({u"/a/tiles"_s, u"/a/cards"_s});
        QCOMPARE(list(model), u"All projects | cards | tiles | icons 2"_s);
        QCOMPARE(model.watched(), (QStringList{u"/a/cards"_s, u"/a/tiles"_s}));
        model.setOffered({});
        model.setWatched({u"/a/tiles"_s});
        QCOMPARE(list(model), u"All projects | tiles"_s);
    }

    void anOfferedOneCannotBeChosen()
    {
        SessionModel sessions({.self = SomeSession::self(), .now = &SomeSession::noon});
        ProjectModel model(sessions);
        model.setOffered({{u"/a/icons"_s, 2}});
        QVERIFY(!(model.flags(model.index(1)) & Qt::ItemIsSelectable));
        QVERIFY(model.flags(model.index(0)) & Qt::ItemIsSelectable);
    }

    void countsWhatRunsThere()
    {
        SessionModel sessions({.self = SomeSession::self(), .now = &SomeSession::noon});
        ProjectModel model(sessions);
        model.setWatched({u"/a/cards"_s, u"/a/tiles"_s});
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        sessions.put(SomeSession(u"1"_s).in(u"/a/cards"_s).generating(0.1));
        sessions.put(SomeSession(u"2"_s).in(u"/a/cards"_s).waiting());
        sessions.put(SomeSession(u"3"_s).in(u"/a/cards"_s).ended(Outcome::Failed));
        sessions.put(SomeSession(u"4"_s).in(u"/a/tiles"_s).generating(0.1).judged(Liveness::Orphan));
        QTRY_COMPARE(list(model), u"All projects 3! | cards 2! | tiles 1!"_s);
        QCOMPARE(model.indexOf(u"/a/cards"_s).data(Qt::ToolTipRole).toString(),
                 u"/a/cards\n1 generating, 1 waiting, 1 failed"_s);
        QCOMPARE(model.indexOf(u"/a/tiles"_s).data(Qt::ToolTipRole).toString(),
                 u"/a/tiles\n1 needs attention"_s);
        sessions.dismiss({u"3"_s});
        QTRY_COMPARE(list(model), u"All projects 3! | cards 2 | tiles 1!"_s);
        QCOMPARE(removed.size(), 0);
    }

    void equalNamesShowTheirParent()
    {
        SessionModel sessions({.self = SomeSession::self(), .now = &SomeSession::noon});
        ProjectModel model(sessions);
        model.setWatched({u"/srv/client-a/cards"_s, u"/srv/client-b/cards"_s, u"/srv/tiles"_s});
        QCOMPARE(list(model), u"All projects | cards – client-a | cards – client-b | tiles"_s);
    }

    void aFolderMayBeGoneAndReturn()
    {
        SessionModel sessions({.self = SomeSession::self(), .now = &SomeSession::noon});
        ProjectModel model(sessions);
        model.setWatched({u"/a/cards"_s});
        model.setPresent(u"/a/cards"_s, false);
        QCOMPARE(list(model), u"All projects | cards gone"_s);
        QCOMPARE(model.index(1).data(Qt::AccessibleTextRole).toString(), u"cards, gone"_s);
        model.setPresent(u"/a/cards"_s, true);
        QCOMPARE(list(model), u"All projects | cards"_s);
    }
};

QTEST_GUILESS_MAIN(TestProjectModel)
#include "tst_projectmodel.moc"
