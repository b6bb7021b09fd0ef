// SPDX-License-Identifier: GPL-3.0-or-later
#include "designboard.h"
#include "detailrows.h"
#include "errorblock.h"
#include "paintedpicture.h"
#include "previewview.h"
#include "sessiondetails.h"
#include "wrappedtext.h"

#include <QAbstractButton>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QTextEdit>
#include <QToolButton>

class TestSessionDetails : public QObject
{
    Q_OBJECT
private:
    struct Shown {
        DesignBoard board;
        SessionDetails details;

        explicit Shown(const QString &id)
        {
            board.fill();
            details.resize(300, 700);
            details.show();
            details.setSession(board.sessions.shown(id));
        }
        [[nodiscard]] QString visibleText() const
        {
            QStringList words;
            for (const auto *label : details.findChildren<QLabel *>()) {
                if (label->isVisible())
                    words << label->text();
            }
            for (const auto *text : details.findChildren<WrappedText *>()) {
                if (text->isVisible())
                    words << text->words();
            }
            return words.join(u'\n');
        }
        [[nodiscard]] QStringList buttons() const
        {
            QStringList words;
            for (const auto *button : details.findChildren<QAbstractButton *>()) {
                if (button->isVisible() && !button->text().isEmpty())
                    words << button->text();
            }
            return words;
        }
        [[nodiscard]] PreviewView *preview() const { return details.findChild<PreviewView *>(u"preview"_s); }
    };

private Q_SLOTS:
    void whatIsCopiedIsReachedByKeys()
    {
        DetailRows rows;
        for (const QString &name : {u"Seed of the session"_s, u"Server of the session"_s,
                                    u"ID of the session"_s, u"Prompt text"_s}) {
            const auto fields = rows.findChildren<QTextEdit *>();
            const auto found = std::ranges::find(fields, name, &QWidget::accessibleName);
            QVERIFY2(found != fields.end(), qPrintable(name));
            QVERIFY2((*found)->focusPolicy() & Qt::TabFocus, qPrintable(name));
        }
    }

    void theCopyIconFollowsThePalette()
    {
        DetailRows rows;
        const auto *copy = rows.findChild<QToolButton *>();
        const qint64 before = copy->icon().cacheKey();
        QPalette dark = rows.palette();
        dark.setColor(QPalette::ButtonText, Qt::white);
        dark.setColor(QPalette::WindowText, Qt::white);
        dark.setColor(QPalette::Text, Qt::white);
        rows.setPalette(dark);
        QVERIFY(copy->icon().cacheKey() != before);
    }

    void tellsAllOfALiveSession()
    {
        const Shown shown(u"0b9c7f3e-fox"_s);
        const QString text = shown.visibleText();
        for (const QString &word :
             {u"a red fox in deep snow, low sun"_s, u"dreamshaper_xl"_s, u"1024 × 1024"_s, u"1903226551"_s,
              u"studio:7801"_s, u"<b>Generating</b>"_s, u"image\u00a02\u00a0of\u00a04"_s,
              u"Images so far: 1 of 4"_s, u"ada, process 4711 on studio"_s})
            QVERIFY2(text.contains(word), qPrintable(word + u" in "_s + text));
        QVERIFY(shown.buttons().contains(u"Cancel session"_s));
        QVERIFY(!shown.details.findChild<ErrorBlock *>()->isVisible());
    }

    void nothingMoreIsExpectedOfAnEndedSession()
    {
        const QString text = Shown(u"aa000007-grey"_s).visibleText();
        QVERIFY2(text.contains(u"Images: 4 of 4"_s), qPrintable(text));
        QVERIFY(!text.contains(u"so far"_s));
    }

    void keepsOthersPrivate()
    {
        const Shown shown(u"3f21c8aa-loading"_s);
        QVERIFY(
            shown.visibleText().contains(u"Preview and prompt are private to the person who started it."_s));
        QVERIFY(!shown.details.findChild<WrappedText *>(u"promptText"_s)->isVisible());
        QVERIFY(shown.visibleText().contains(u"anna, process 5022 on render2"_s));
    }

    void beginsWithWhatIsWrong()
    {
        Shown shown(u"aa000002-failed"_s);
        const auto *error = shown.details.findChild<WrappedText *>(u"error"_s);
        QCOMPARE(error->words(),
                 u"The server does not know the model “dreamsharper_xl”. Did you mean dreamshaper_xl?"_s);
        for (const QString &button : {u"Use these settings"_s, u"Copy error"_s, u"Dismiss"_s})
            QVERIFY2(shown.buttons().contains(button), qPrintable(button));
        QVERIFY(!shown.buttons().contains(u"Cancel session"_s));
        QVERIFY(!shown.visibleText().contains(u"Invalid model value"_s)); // folded
        QTest::mouseClick(button(shown, u"Server's own words"_s), Qt::LeftButton);
        QVERIFY(shown.visibleText().contains(u"Invalid model value"_s));
        QSignalSpy dismissed(&shown.details, &SessionDetails::dismissWished);
        QTest::mouseClick(button(shown, u"Dismiss"_s), Qt::LeftButton);
        QCOMPARE(dismissed.size(), 1);
    }

    void anOrphanIsCancelledOnTheServer()
    {
        Shown shown(u"aa000001-orphan"_s);
        QVERIFY(shown.visibleText().contains(u"Server's word at 12:00:00: 1 image in work"_s));
        QSignalSpy cancelled(&shown.details, &SessionDetails::cancelWished);
        QTest::mouseClick(button(shown, u"Cancel on the server"_s), Qt::LeftButton);
        QCOMPARE(cancelled.size(), 1);
        QVERIFY(!shown.buttons().contains(u"Cancel session"_s));
    }

    void showsThePreviewWhileItLives()
    {
        Shown shown(u"0b9c7f3e-fox"_s);
        QVERIFY(!shown.preview()->isVisible());
        shown.details.setPreview(paintedPicture({64, 48}));
        QVERIFY(shown.preview()->isVisible());
        shown.details.setSession(shown.board.sessions.shown(u"aa000004-tarot"_s));
        QVERIFY(shown.preview()->image().isNull()); // never another session's
        shown.details.setPreviewsAvailable(false);
        QVERIFY(shown.preview()->sentence().contains(u"no live preview"_s));
    }

    void aSmallPictureIsEnlargedTwiceAtMost()
    {
        PreviewView view(320);
        view.setImage(paintedPicture({50, 40}));
        QCOMPARE(view.heightForWidth(1000), 80);
        view.setImage(paintedPicture({500, 1000}));
        QCOMPARE(view.heightForWidth(1000), 320);
        QCOMPARE(view.heightForWidth(100), 200);
    }

    void countsSeveral()
    {
        Shown shown(u"0b9c7f3e-fox"_s);
        shown.details.showSeveral(u"3 sessions: 2 Generating, 1 Failed"_s, 2);
        QVERIFY(shown.visibleText().contains(u"3 sessions: 2 Generating, 1 Failed"_s));
        QVERIFY(shown.buttons().contains(u"Cancel 2 sessions…"_s));
        QVERIFY(!shown.visibleText().contains(u"a red fox"_s));
    }

    void hasNoHorizontalScrollBar()
    {
        const QStringList ids{u"aa000001-orphan"_s, u"aa000002-failed"_s, u"0b9c7f3e-fox"_s,
                              u"3f21c8aa-loading"_s};
        for (const QString &id : ids) {
            Shown shown(id);
            shown.details.resize(240, 400);
            QVERIFY(shown.details.widget()->minimumSizeHint().width() <= 240);
        }
    }

private:
    static QAbstractButton *button(const Shown &shown, const QString &text)
    {
        for (auto *found : shown.details.findChildren<QAbstractButton *>()) {
            if (found->isVisible() && found->text() == text)
                return found;
        }
        return nullptr;
    }
};

QTEST_MAIN(TestSessionDetails)
#include "tst_sessiondetails.moc"
