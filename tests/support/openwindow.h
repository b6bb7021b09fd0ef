// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designboard.h"
#include "mainwindow.h"

#include <QAbstractButton>
#include <QApplication>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

/// The window on the screen with the design's sessions, used as a person uses it: by the names that are read
/// out, by mouse and keys.
class OpenWindow
{
public:
    enum class Content { NoProject, Idle, Busy };

    QTemporaryDir folder;
    DesignBoard board;
    QSettings memory{folder.filePath(u"memory"_s), QSettings::IniFormat};
    MainWindow window{board.sessions, board.projects, memory};

    explicit OpenWindow(Content content = Content::Busy, const QSize &size = {1280, 760})
    {
        if (content == Content::Idle)
            board.watchProjects();
        if (content == Content::Busy)
            board.fill();
        // As the program does: what the window wishes about lists is done to them.
        QObject::connect(&window, &MainWindow::dismissWished, &board.sessions, &SessionModel::dismiss);
        QObject::connect(&window, &MainWindow::restoreWished, &board.sessions, &SessionModel::restore);
        window.setReport(DesignBoard::ready());
        window.resize(size);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
    }

    [[nodiscard]] bool isReady() { return QTest::qWaitForWindowActive(&window); }

    /// The visible part with an accessible name; null where there is none.
    template <typename T = QWidget> [[nodiscard]] T *named(const QString &name) const
    {
        for (T *part : window.findChildren<T *>()) {
            if (part->isVisible() && part->accessibleName() == name)
                return part;
        }
        return nullptr;
    }
    [[nodiscard]] QAbstractButton *button(const QString &text) const
    {
        for (auto *part : window.findChildren<QAbstractButton *>()) {
            if (part->isVisible() && part->text() == text)
                return part;
        }
        return nullptr;
    }
    void press(const QString &buttonText)
    {
        QAbstractButton *found = button(buttonText);
        QVERIFY2(found, qPrintable(buttonText));
        QTest::mouseClick(found, Qt::LeftButton);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QWidget *focused = QApplication::focusWidget();
        QTest::keyClick(focused ? focused : &window, key, modifiers);
    }
    /// The box that asks something; null where none does.
    [[nodiscard]] QMessageBox *box() const
    {
        const QList<QMessageBox *> boxes = window.findChildren<QMessageBox *>();
        return boxes.isEmpty() || !boxes.last()->isVisible() ? nullptr : boxes.last();
    }
    void answer(const QString &buttonText)
    {
        QVERIFY(box());
        for (QAbstractButton *found : box()->buttons()) {
            if (found->text() == buttonText)
                return QTest::mouseClick(found, Qt::LeftButton);
        }
        QFAIL(qPrintable(buttonText));
    }
    /// The action of a menu, by its words without mnemonics: action(u"Session"_s, u"Dismiss"_s).
    [[nodiscard]] QAction *action(const QString &menu, const QString &words) const
    {
        for (const QAction *top : window.menuBar()->actions()) {
            if (plain(top->text()) != menu)
                continue;
            for (QAction *entry : top->menu()->actions()) {
                if (plain(entry->text()) == words)
                    return entry;
            }
        }
        return nullptr;
    }
    [[nodiscard]] static QString plain(QString text) { return text.remove(u'&'); }
};
