// SPDX-License-Identifier: GPL-3.0-or-later
#include "openwindow.h"

#include <QAccessible>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSet>
#include <QTreeView>

/// What is read out, and the letters under Alt.
class TestWindowNames : public QObject
{
    Q_OBJECT
private:
    static QStringList names(const QWidget &window)
    {
        QStringList found;
        for (const auto *part : window.findChildren<QWidget *>()) {
            if (part->isVisible() && !part->accessibleName().isEmpty())
                found << part->accessibleName();
        }
        return found;
    }
    static QChar mnemonic(const QString &text)
    {
        const QKeySequence keys = QKeySequence::mnemonic(text);
        return keys.isEmpty() ? QChar() : QChar(keys[0].key());
    }
    static void checkOnce(const QWidget &window, const QStringList &wanted)
    {
        const QStringList found = names(window);
        for (const QString &name : wanted)
            QVERIFY2(found.count(name) == 1, qPrintable(name + u": %1 times"_s.arg(found.count(name))));
        for (const QString &name : found)
            QVERIFY2(found.count(name) == 1, qPrintable(name + u" is there twice"_s));
    }
    static void checkMnemonics(const QMenu &menu)
    {
        QSet<QChar> used;
        for (const QAction *action : menu.actions()) {
            const QChar letter = mnemonic(action->text());
            QVERIFY2(letter.isNull() || !used.contains(letter),
                     qPrintable(menu.title() + u": "_s + action->text()));
            used << letter;
            if (action->menu())
                checkMnemonics(*action->menu());
        }
    }

private Q_SLOTS:
    void sessionsHaveTheirNamesOnce()
    {
        OpenWindow open;
        open.window.showSession(u"0b9c7f3e-fox"_s);
        open.window.setPreview(u"0b9c7f3e-fox"_s, QImage(10, 10, QImage::Format_RGB32));
        checkOnce(open.window,
                  {u"Projects"_s, u"Add project folder"_s, u"Sessions"_s, u"Filter sessions"_s,
                   u"Session details"_s, u"Preview"_s, u"Prompt text"_s, u"Images so far"_s,
                   u"Cancel session"_s, u"Open folder"_s, u"Message"_s, u"Summary"_s, u"Server state"_s});
        open.window.showSession(u"aa000002-failed"_s);
        checkOnce(open.window, {u"Error"_s});
        QVERIFY(open.button(u"Copy error"_s));
    }

    void theFormHasItsNamesOnce()
    {
        OpenWindow open;
        open.window.showGenerate();
        checkOnce(open.window,
                  {u"Prompt"_s, u"Model"_s, u"Size preset"_s, u"Width"_s, u"Height"_s,
                   u"Swap width and height"_s, u"Images"_s, u"Label"_s, u"Project"_s, u"Start generation"_s,
                   u"Result"_s});
    }

    void everythingThatTakesTheFocusHasAName()
    {
        OpenWindow open;
        for (const bool generate : {false, true}) {
            generate ? open.window.showGenerate() : open.window.showSession(u"aa000002-failed"_s);
            for (const auto *part : open.window.findChildren<QWidget *>()) {
                if (!part->isVisible() || !(part->focusPolicy() & Qt::TabFocus) || part->focusProxy())
                    continue;
                if (qobject_cast<const QLineEdit *>(part)
                    && part->parentWidget()->accessibleName().size() > 0)
                    continue; // the inside of a spin or combo box
                QAccessibleInterface *spoken
                    = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(part));
                QVERIFY2(!spoken->text(QAccessible::Name).isEmpty(),
                         qPrintable(QString::fromLatin1(part->metaObject()->className()) + u' '
                                    + part->objectName()));
            }
        }
    }

    void theTableSpeaksStateAndPercent()
    {
        OpenWindow open;
        const auto *table = open.named<QTreeView>(u"Sessions"_s);
        const QModelIndex fox
            = table->model()
                  ->match(table->model()->index(0, 0), SessionModel::IdRole, u"0b9c7f3e-fox"_s)
                  .value(0);
        QCOMPARE(fox.data(Qt::AccessibleTextRole).toString(),
                 u"Generating, a red fox in deep snow, low sun, shallow depth of field, cards"_s);
        QCOMPARE(fox.siblingAtColumn(SessionModel::Progress).data(Qt::AccessibleTextRole).toString(),
                 u"45 percent"_s);
        QCOMPARE(fox.data(Qt::AccessibleDescriptionRole).toString(), u"45 percent, image 2 of 4."_s);
    }

    void noTwoMnemonicsClash()
    {
        OpenWindow open;
        QSet<QChar> menus;
        for (const QAction *menu : open.window.menuBar()->actions()) {
            const QChar letter = mnemonic(menu->text());
            QVERIFY(!letter.isNull() && !menus.contains(letter));
            menus << letter;
            checkMnemonics(*menu->menu());
        }
        QCOMPARE(menus, (QSet<QChar>{u'F', u'E', u'V', u'S', u'H'}));
        for (const bool generate : {false, true}) {
            generate ? open.window.showGenerate() : open.window.showSession(u"aa000002-failed"_s);
            QSet<QChar> used = menus;
            const auto check = [&used](const QString &text) {
                const QChar letter = mnemonic(text);
                QVERIFY2(letter.isNull() || !used.contains(letter), qPrintable(text));
                used << letter;
            };
            for (const auto *label : open.window.findChildren<QLabel *>()) {
                if (label->isVisible() && label->buddy())
                    check(label->text());
            }
            for (const auto *button : open.window.findChildren<QAbstractButton *>()) {
                if (button->isVisible())
                    check(button->text());
            }
        }
    }

    void clickTargetsAreLargeEnough()
    {
        OpenWindow open;
        for (const bool generate : {false, true}) {
            generate ? open.window.showGenerate() : open.window.showSession(u"aa000002-failed"_s);
            for (const auto *button : open.window.findChildren<QAbstractButton *>()) {
                const bool ours = !button->parentWidget()->inherits("QLineEdit"); // Qt's own clear button
                if (button->isVisible() && ours)
                    QVERIFY2(button->width() >= 24 && button->height() >= 24, qPrintable(button->text()));
            }
        }
    }
};

QTEST_MAIN(TestWindowNames)
#include "tst_windownames.moc"
