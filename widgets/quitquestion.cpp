// SPDX-License-Identifier: GPL-3.0-or-later
#include "quitquestion.h"

#include <QMessageBox>
#include <QPushButton>

void QuitQuestion::ask(QWidget *parent, std::function<void(bool quits)> answered) const
{
    auto *box = new QMessageBox(parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Question);
    box->setText(sessions == 1 ? tr("1 session runs in this program.")
                               : tr("%n sessions run in this program.", nullptr, sessions));
    box->setInformativeText(tray && sessions == 1 ? tr("Quitting stops it. Keep the tray instead?")
                                : tray            ? tr("Quitting stops them. Keep the tray instead?")
                                : sessions == 1   ? tr("Quitting stops it.")
                                                  : tr("Quitting stops them."));
    QPushButton *keep
        = box->addButton(tray ? tr("Keep running in the tray") : tr("Keep running"), QMessageBox::RejectRole);
    QPushButton *stop = box->addButton(sessions == 1 ? tr("Cancel it and quit") : tr("Cancel them and quit"),
                                       QMessageBox::DestructiveRole);
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    QObject::connect(
        box, &QMessageBox::buttonClicked, box,
        [stop, answered = std::move(answered)](QAbstractButton *pressed) { answered(pressed == stop); });
    box->open();
}
