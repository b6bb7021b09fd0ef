// SPDX-License-Identifier: GPL-3.0-or-later
#include "banner.h"
#include "emptypage.h"
#include "fieldnote.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using Kind = Notice::Kind;

class TestBanner : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsTheWorstFirst()
    {
        Banner banner;
        QVERIFY(!banner.isVisibleTo(nullptr));
        banner.set({.kind = Kind::ServerOffline, .text = u"silent"_s});
        banner.set({.kind = Kind::FolderGone, .text = u"gone"_s, .about = u"/a"_s});
        QCOMPARE(banner.text(), u"silent"_s);
        QVERIFY(banner.holds(Kind::FolderGone));
        banner.set({.kind = Kind::ServerOffline});
        QCOMPARE(banner.text(), u"gone"_s);
        banner.set({.kind = Kind::FolderGone, .about = u"/b"_s});
        QCOMPARE(banner.text(), u"gone"_s); // another folder's
        banner.set({.kind = Kind::FolderGone, .about = u"/a"_s});
        QCOMPARE(banner.text(), QString());
        QVERIFY(banner.isHidden());
    }

    void wordsOfOthersAreNoHtml()
    {
        Banner banner;
        banner.set({.kind = Kind::ProjectProblem, .text = u"<b>bold</b>"_s});
        FieldNote note;
        note.setSentence(u"<b>bold</b>"_s);
        EmptyPage page(u"state-pending"_s);
        page.setWords(u"<b>bold</b>"_s, u"<b>bold</b>"_s);
        int found = 0;
        for (const QWidget *shown : std::initializer_list<const QWidget *>{&banner, &note, &page}) {
            for (const auto *label : shown->findChildren<QLabel *>()) {
                if (label->text() != u"<b>bold</b>"_s)
                    continue;
                QCOMPARE(label->textFormat(), Qt::PlainText);
                ++found;
            }
        }
        QCOMPARE(found, 4);
    }

    void aNewerSentenceReplaces()
    {
        Banner banner;
        banner.set({.kind = Kind::ProjectProblem, .text = u"one"_s, .about = u"/a"_s});
        banner.set({.kind = Kind::ProjectProblem, .text = u"two"_s, .about = u"/a"_s});
        QCOMPARE(banner.text(), u"two"_s);
        banner.set({.kind = Kind::ProjectProblem, .about = u"/a"_s});
        QVERIFY(banner.isHidden());
    }

    void itsButtonsDoWhatTheySay()
    {
        Banner banner;
        QSignalSpy again(&banner, &Banner::tryAgainWished);
        QSignalSpy removed(&banner, &Banner::removeProjectWished);
        auto *action = banner.findChild<QPushButton *>();
        banner.set({.kind = Kind::FolderGone, .text = u"gone"_s, .about = u"/a"_s});
        banner.show();
        QCOMPARE(action->text(), u"Remove from list"_s);
        QTest::mouseClick(action, Qt::LeftButton);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed.first().first().toString(), u"/a"_s);
        banner.set({.kind = Kind::ServerOffline, .text = u"silent"_s});
        QCOMPARE(action->text(), u"Try again"_s);
        QTest::mouseClick(action, Qt::LeftButton);
        QCOMPARE(again.size(), 1);
        QTest::mouseClick(banner.findChild<QToolButton *>(), Qt::LeftButton);
        QCOMPARE(banner.text(), u"gone"_s);
    }
};

QTEST_MAIN(TestBanner)
#include "tst_banner.moc"
